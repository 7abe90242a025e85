"""How good does a COMET checkpoint on this machine find a passage, each sibling taken for its reference?

COMET's own package pins versions that nothing else here can live with, so its reference-based regression
models (Rei et al. 2020, 2022: wmt20-comet-da, wmt22-comet-da and those trained alike) are read here: an
encoder of the transformers library, a mix of its layers, the mean over the tokens, and a small feed-forward
network. As Freitag et al. (2022) use it, the utility of a passage is the mean over the siblings. Nothing is
fetched; the extra `neural` brings torch and transformers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from audit.score.utility import Unit, UtilityError

# Passages encoded together.
_BATCH = 16
_CLASS = "regression_metric"
_ENCODER, _MIX, _ESTIMATOR = "encoder.model.", "layerwise_attention.", "estimator.ff."
_ACTIVATIONS = ("Tanh", "Sigmoid", "ReLU", "GELU", "LeakyReLU", "Identity")


class _Choices(NamedTuple):
    """What the checkpoint says of how it was trained."""

    encoder: str
    pool: str
    layer: str | int
    transformation: str
    norm: bool
    activation: str
    final: str


class Neural:
    """A checkpoint in `path`: a folder as COMET keeps it (`checkpoints/*.ckpt`, `hparams.yaml`), or the file.

    The encoder's configuration and tokenizer are read from a folder `encoder` beside the checkpoint or above
    it, else from the files that transformers keeps on this machine. Raises UtilityError, naming the file,
    where something is missing or of another kind.
    """

    langs: frozenset[str] = frozenset()

    def __init__(self, path: str) -> None:
        try:
            import torch
            import transformers
        except ImportError as error:
            raise UtilityError(
                f"the utility neural needs the package {error.name}: pip install 'translation-audit[neural]'"
            ) from None
        transformers.logging.set_verbosity_error()
        self._torch: Any = torch
        checkpoint = _file(Path(path))
        stored = self._stored(checkpoint)
        self._choices = _choices(stored, checkpoint)
        weights: Mapping[str, Any] = stored["state_dict"]
        self._load_encoder(transformers, weights, checkpoint)
        self._mix = self._layers(weights)
        self._estimator = self._feed_forward(weights, checkpoint)
        with checkpoint.open("rb") as file:
            start = file.read(1 << 20)
        digest = blake2b(start + str(checkpoint.stat().st_size).encode(), digest_size=6).hexdigest()
        self.signature = (
            f"utility:neural|checkpoint:{checkpoint.name}|digest:{digest}|scale:100 times its own"
        )

    def __call__(self, units: Sequence[Unit]) -> list[float]:
        texts = dict.fromkeys(text for unit in units for text in (unit.said, unit.original, *unit.siblings))
        # A passage is encoded once, however many it is compared with: the encoder is nearly all the cost.
        known = dict(self._encoded(tuple(texts)))
        return [
            100
            * fmean(
                self._score(known[unit.said], known[sibling], known[unit.original])
                for sibling in unit.siblings
            )
            for unit in units
        ]

    def _score(self, said: Any, reference: Any, original: Any) -> float:
        torch = self._torch
        joined = torch.cat(
            (
                said,
                reference,
                said * reference,
                torch.abs(said - reference),
                said * original,
                torch.abs(said - original),
            )
        )
        with torch.inference_mode():
            return float(self._estimator(joined.unsqueeze(0))[0, 0])

    def _encoded(self, texts: Sequence[str]) -> Iterator[tuple[str, Any]]:
        torch = self._torch
        ordered = sorted(texts, key=len)
        for begin in range(0, len(ordered), _BATCH):
            batch = ordered[begin : begin + _BATCH]
            given = self._tokenizer(
                batch, padding=True, truncation=True, max_length=self._longest, return_tensors="pt"
            )
            ids, mask = given["input_ids"], given["attention_mask"]
            with torch.inference_mode():
                states = self._encoder(ids, attention_mask=mask, output_hidden_states=True).hidden_states
                wide = mask.unsqueeze(-1).to(states[0].dtype)
                tokens = self._mixed(states, wide)
                if self._choices.pool == "cls":
                    pooled = tokens[:, 0, :]
                else:
                    pooled = (tokens * wide).sum(dim=1) / wide.sum(dim=1)
            yield from zip(batch, pooled, strict=True)

    def _mixed(self, states: Sequence[Any], mask: Any) -> Any:
        if self._mix is None:
            return states[int(self._choices.layer)]
        shares, scale = self._mix
        if self._choices.norm:
            states = [normed(self._torch, state, mask) for state in states]
        return scale * sum(share * state for share, state in zip(shares, states, strict=True))

    def _stored(self, checkpoint: Path) -> Mapping[str, Any]:
        """What the file holds; tensors and plain values only, since a pickle may run anything."""
        try:
            stored = self._torch.load(checkpoint, map_location="cpu", weights_only=True)
        except Exception as error:
            # torch, pickle and zipfile raise errors of no common base.
            raise UtilityError(f"{checkpoint}: not a checkpoint that can be read safely: {error}") from None
        if not isinstance(stored, Mapping) or "state_dict" not in stored:
            raise UtilityError(f"{checkpoint}: no checkpoint of COMET: it has no state_dict")
        return stored

    def _load_encoder(self, transformers: Any, weights: Mapping[str, Any], checkpoint: Path) -> None:
        beside = [folder / "encoder" for folder in (checkpoint.parent, checkpoint.parent.parent)]
        folder = next((one for one in beside if one.is_dir()), None)
        name = str(folder or self._choices.encoder)
        try:
            config = transformers.AutoConfig.from_pretrained(name, local_files_only=True)
            self._tokenizer = transformers.AutoTokenizer.from_pretrained(name, local_files_only=True)
        except (OSError, ValueError) as error:
            raise UtilityError(
                f"{checkpoint}: the configuration and tokenizer of its encoder {self._choices.encoder!r} are"
                f" not on this machine: put them into a folder named encoder beside it ({error})"
            ) from None
        self._encoder = transformers.AutoModel.from_config(config).eval()
        own = {
            key.removeprefix(_ENCODER): value for key, value in weights.items() if key.startswith(_ENCODER)
        }
        try:
            missing, unknown = self._encoder.load_state_dict(own, strict=False)
        except RuntimeError as error:
            raise UtilityError(f"{checkpoint}: its encoder is not {name}: {error}") from None
        # A pooler and the numbers of positions are no part of what is asked.
        lacking = [key for key in (*missing, *unknown) if "pooler" not in key and "position_ids" not in key]
        if lacking:
            raise UtilityError(f"{checkpoint}: its encoder is not {name}: {', '.join(lacking[:3])}")
        # Two positions are the padding's in models of this family.
        self._longest = int(config.max_position_embeddings) - 2

    def _layers(self, weights: Mapping[str, Any]) -> tuple[Any, Any] | None:
        """What each layer counts for, and the scale of the sum; None where one layer is taken."""
        if self._choices.layer != "mix":
            return None
        parts = [
            weights[f"{_MIX}scalar_parameters.{at}"]
            for at in range(sum(key.startswith(f"{_MIX}scalar_parameters.") for key in weights))
        ]
        joined = self._torch.cat(parts)
        if self._choices.transformation == "sparsemax":
            shares = sparsemax(self._torch, joined)
        else:
            shares = self._torch.softmax(joined, dim=0)
        return shares, weights[f"{_MIX}gamma"]

    def _feed_forward(self, weights: Mapping[str, Any], checkpoint: Path) -> Any:
        torch = self._torch
        places = sorted(
            int(key.removeprefix(_ESTIMATOR).split(".")[0])
            for key in weights
            if key.startswith(_ESTIMATOR) and key.endswith(".weight")
        )
        if not places:
            raise UtilityError(f"{checkpoint}: no checkpoint of COMET: it has no {_ESTIMATOR}*")
        layers: list[Any] = []
        for place in places:
            weight, bias = (weights[f"{_ESTIMATOR}{place}.{part}"] for part in ("weight", "bias"))
            linear = torch.nn.Linear(weight.shape[1], weight.shape[0])
            linear.load_state_dict({"weight": weight, "bias": bias})
            name = self._choices.final if place == places[-1] else self._choices.activation
            layers += [linear, getattr(torch.nn, name)()]
        return torch.nn.Sequential(*layers).eval()


def normed(torch: Any, state: Any, mask: Any) -> Any:
    """A layer with each passage's mean and spread taken out, over its tokens and dimensions alike."""
    count = mask.sum(dim=(1, 2), keepdim=True) * state.shape[-1]
    mean = (state * mask).sum(dim=(1, 2), keepdim=True) / count
    variance = (((state - mean) * mask) ** 2).sum(dim=(1, 2), keepdim=True) / count
    return (state - mean) / torch.sqrt(variance + 1e-12)


def sparsemax(torch: Any, values: Any) -> Any:
    """The nearest point of the simplex (Martins and Astudillo 2016): shares of which many are zero."""
    ordered, _ = torch.sort(values, descending=True)
    ranks = torch.arange(1, len(values) + 1, dtype=values.dtype)
    sums = ordered.cumsum(0) - 1
    support = int((ranks * ordered > sums).sum())
    return torch.clamp(values - sums[support - 1] / support, min=0)


def _file(path: Path) -> Path:
    """The checkpoint itself."""
    if path.is_dir():
        found = sorted((*path.glob("checkpoints/*.ckpt"), *path.glob("*.ckpt")))
        if not found:
            raise UtilityError(f"{path}: there is no *.ckpt in it, nor in checkpoints/")
        return found[0]
    if not path.is_file():
        raise UtilityError(f"{path}: there is no such checkpoint")
    return path


def _choices(stored: Mapping[str, Any], checkpoint: Path) -> _Choices:
    """Hyper-parameters from the checkpoint, or from hparams.yaml beside it or above."""
    said = dict(stored.get("hyper_parameters") or {})
    for folder in (checkpoint.parent, checkpoint.parent.parent):
        file = folder / "hparams.yaml"
        if not said and file.is_file():
            import yaml

            try:
                said = dict(yaml.safe_load(file.read_text(encoding="utf-8")))
            except (OSError, UnicodeDecodeError, TypeError, ValueError, yaml.YAMLError) as error:
                raise UtilityError(f"{file}: cannot be read: {error}") from None
    kind = said.get("class_identifier", _CLASS)
    if kind != _CLASS:
        raise UtilityError(
            f"{checkpoint}: a {kind}; only a {_CLASS} (such as wmt22-comet-da) can take a"
            " sibling for its reference"
        )
    layer = said.get("layer", "mix")
    choices = _Choices(
        encoder=str(said.get("pretrained_model", "")),
        pool=str(said.get("pool", "avg")),
        layer=layer if isinstance(layer, int) else "mix",
        transformation=str(said.get("layer_transformation", "softmax")),
        # COMET had no such choice before 2.0, and always did it.
        norm=bool(said.get("layer_norm", True)),
        activation=str(said.get("activations", "Tanh")),
        final=str(said.get("final_activation") or "Identity"),
    )
    unknown = [name for name in (choices.activation, choices.final) if name not in _ACTIVATIONS]
    if unknown or choices.pool not in ("avg", "cls"):
        raise UtilityError(
            f"{checkpoint}: pool {choices.pool!r}, activations {choices.activation!r} and {choices.final!r}:"
            f" expected avg or cls, and of {', '.join(_ACTIVATIONS)}"
        )
    return choices
