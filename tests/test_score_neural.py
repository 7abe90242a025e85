"""Does a COMET checkpoint give what its own arithmetic gives?

The checkpoint is made here: an untrained encoder of two layers, laid out as COMET lays out its own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from audit.score.utility import Unit, UtilityError, find

torch: Any = pytest.importorskip("torch", reason="the extra neural is not installed")
transformers: Any = pytest.importorskip("transformers", reason="the extra neural is not installed")

_WORDS = ("the", "mayor", "opened", "a", "bridge", "on", "monday", "rain", "fell", ".")
_UNITS = [
    Unit("the mayor opened a bridge .", ("the mayor opened the bridge on monday .", "rain fell ."), "a b c"),
    Unit("rain fell .", ("a bridge fell .",)),
]


def _encoder(folder: Path) -> Any:
    """A tiny XLM-RoBERTa with its tokenizer, as transformers keeps them."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    marks = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
    vocabulary = marks | {word: at for at, word in enumerate(_WORDS, 4)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    fast = transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>"
    )
    config = transformers.XLMRobertaConfig(
        vocab_size=len(vocabulary),
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=34,
    )
    fast.save_pretrained(folder)
    config.save_pretrained(folder)
    torch.manual_seed(1)
    return transformers.XLMRobertaModel(config, add_pooling_layer=False).eval()


def _checkpoint(folder: Path, **choices: object) -> tuple[Path, Any, dict[str, Any]]:
    """COMET's layout: encoder, mix of layers, estimator; hyper-parameters in hparams.yaml."""
    encoder = _encoder(folder / "encoder")
    state = {f"encoder.model.{key}": value for key, value in encoder.state_dict().items()}
    for at in range(3):
        state[f"layerwise_attention.scalar_parameters.{at}"] = torch.tensor([0.3 * at])
    state["layerwise_attention.gamma"] = torch.tensor([1.5])
    for place, (inward, outward) in ((0, (48, 10)), (3, (10, 1))):
        state[f"estimator.ff.{place}.weight"] = torch.randn(outward, inward) / 4
        state[f"estimator.ff.{place}.bias"] = torch.randn(outward) / 4
    (folder / "checkpoints").mkdir()
    said = {
        "class_identifier": "regression_metric",
        "pretrained_model": "tiny",
        "pool": "avg",
        "layer": "mix",
    }
    (folder / "hparams.yaml").write_text(json.dumps(said | choices), encoding="utf-8")
    torch.save({"state_dict": state}, folder / "checkpoints" / "model.ckpt")
    return folder, encoder, state


def _by_hand(
    encoder: Any, state: dict[str, Any], said: str, reference: str, original: str, shares: Any
) -> float:
    """The arithmetic of the papers, one passage at a time and without padding."""

    def pooled(text: str) -> Any:
        numbers = {word: at for at, word in enumerate(_WORDS, 4)}
        ids = torch.tensor([[0, *(numbers.get(word, 3) for word in text.split()), 2]])
        layers = encoder(ids, output_hidden_states=True).hidden_states
        normal = [(one - one.mean()) / torch.sqrt(one.var(unbiased=False) + 1e-12) for one in layers]
        mixed = 1.5 * sum(share * one for share, one in zip(shares, normal, strict=True))
        return mixed[0].mean(dim=0)

    mt, ref, src = pooled(said), pooled(reference), pooled(original)
    joined = torch.cat((mt, ref, mt * ref, (mt - ref).abs(), mt * src, (mt - src).abs()))
    hidden = torch.tanh(state["estimator.ff.0.weight"] @ joined + state["estimator.ff.0.bias"])
    return float((state["estimator.ff.3.weight"] @ hidden + state["estimator.ff.3.bias"]).item())


@pytest.mark.parametrize("transformation", ["softmax", "sparsemax"])
def test_it_is_the_mean_over_the_siblings_of_what_the_arithmetic_gives(
    tmp_path: Path, transformation: str
) -> None:
    folder, encoder, state = _checkpoint(tmp_path, layer_transformation=transformation)
    # Of (0, .3, .6): softmax by its formula; sparsemax: minus a threshold (.9 - 1) / 3 each.
    logits = torch.tensor([0.0, 0.3, 0.6])
    shares = torch.softmax(logits, 0) if transformation == "softmax" else logits + 0.1 / 3
    with torch.no_grad():
        expected = [
            100
            * sum(_by_hand(encoder, state, unit.said, one, unit.original, shares) for one in unit.siblings)
            / len(unit.siblings)
            for unit in _UNITS
        ]
    assert find(f"neural:{folder}")(_UNITS) == pytest.approx(expected, abs=1e-3)


def test_the_file_itself_may_be_named_and_the_signature_tells_it(tmp_path: Path) -> None:
    folder, _, _ = _checkpoint(tmp_path)
    file = find(f"neural:{folder / 'checkpoints' / 'model.ckpt'}")
    assert file(_UNITS) == find(f"neural:{folder}")(_UNITS)
    assert "checkpoint:model.ckpt|digest:" in file.signature


def test_sparsemax_gives_most_layers_nothing() -> None:
    from audit.score.neural import sparsemax

    shares = sparsemax(torch, torch.tensor([2.0, 0.0, 1.5, -1.0]))
    assert shares.tolist() == pytest.approx([0.75, 0.0, 0.25, 0.0])


def test_what_is_wrong_with_a_checkpoint_is_said_with_its_name(tmp_path: Path) -> None:
    folder, _, state = _checkpoint(tmp_path)
    file = folder / "checkpoints" / "model.ckpt"
    with pytest.raises(UtilityError, match="there is no such checkpoint"):
        find(f"neural:{tmp_path / 'nowhere'}")
    with pytest.raises(UtilityError, match=r"no \*\.ckpt in it"):
        find(f"neural:{folder / 'encoder'}")
    (tmp_path / "text.ckpt").write_text("no checkpoint", encoding="utf-8")
    with pytest.raises(UtilityError, match=r"text\.ckpt: not a checkpoint that can be read safely"):
        find(f"neural:{tmp_path / 'text.ckpt'}")
    lacking = {key: value for key, value in state.items() if "layer.1" not in key}
    torch.save({"state_dict": lacking}, file)
    with pytest.raises(UtilityError, match=r"model\.ckpt: its encoder is not"):
        find(f"neural:{file}")
    kind = {"class_identifier": "unified_metric"}
    torch.save({"state_dict": state, "hyper_parameters": kind}, folder / "kiwi.ckpt")
    with pytest.raises(UtilityError, match=r"kiwi\.ckpt: a unified_metric; only a regression_metric"):
        find(f"neural:{folder / 'kiwi.ckpt'}")
    (tmp_path / "lone").mkdir()
    torch.save({"state_dict": state}, tmp_path / "lone" / "deep.ckpt")
    (tmp_path / "encoder").rename(tmp_path / "elsewhere")
    with pytest.raises(UtilityError, match="not on this machine: put them into a folder named encoder"):
        find(f"neural:{tmp_path / 'lone' / 'deep.ckpt'}")


def test_a_pickle_that_would_run_something_is_not_read(tmp_path: Path) -> None:
    class Harmful:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (Path.touch, (tmp_path / "touched",))  # type: ignore[return-value]

    torch.save({"state_dict": Harmful()}, tmp_path / "harmful.ckpt")
    with pytest.raises(UtilityError, match="not a checkpoint that can be read safely"):
        find(f"neural:{tmp_path / 'harmful.ckpt'}")
    assert not (tmp_path / "touched").exists()


def test_a_missing_package_is_named_with_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from audit.score.neural import Neural

    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(UtilityError, match=r"needs the package transformers: pip install .*\[neural\]"):
        Neural("anywhere")
