// What stands opposite a sentence that a person chooses? Beside it where siblings stand there, else below its
// paragraph: what it translates, or where nothing says what that is, what each sibling says.

let picked = null;
let shownBelow = null;

function unpick() {
  dark("picked");
  shownBelow?.remove();
  shownBelow = picked = null;
}

function pick(sentence) {
  unpick();
  picked = sentence;
  light(sentence, "picked");
  if (columns.length > 1) {
    lead = null;
    alignTo(sentence);
  } else {
    showBelow(sentence);
    placeAll();
  }
}

function toggle(sentence) {
  if (sentence === picked) {
    unpick();
    placeAll();
  } else {
    pick(sentence);
  }
}

function showBelow(sentence) {
  const version = sentence.closest(".version");
  const wanted = originalsOf(version);
  const said = new Map();
  for (const [number, at] of partnersOf(sentence)) {
    if (!wanted.length || wanted.includes(number)) {
      said.set(number, [...(said.get(number) || []), at]);
    }
  }
  shownBelow = document.createElement("div");
  shownBelow.className = "below";
  shownBelow.setAttribute("role", "status");
  for (const [number, sentences] of said) {
    shownBelow.append(passage(one(`${version.closest(".story").id}v${number}`), sentences));
  }
  if (!said.size) {
    shownBelow.textContent = wanted.length
      ? "Nothing in its original stands opposite this sentence."
      : "Nothing in a sibling stands opposite this sentence.";
  }
  sentence.closest(".row").querySelector("p").after(shownBelow);
}

// Words of a version with what notes point at, under its name.
function passage(version, sentences) {
  const those = sentences.map((at) => version.querySelector(`.s[data-n="${at}"]`)).filter(Boolean);
  const line = document.createElement("p");
  const name = document.createElement("span");
  const words = document.createElement("q");
  name.className = "who";
  name.textContent = version.querySelector("h3 bdi").textContent;
  for (const attribute of ["lang", "dir"]) {
    words.setAttribute(attribute, those[0]?.closest("p").getAttribute(attribute) || "");
  }
  those.forEach((sentence, at) => words.append(at ? " " : "", ...copied(sentence)));
  line.append(name, words);
  return line;
}

function copied(sentence) {
  return [...sentence.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      return [node.textContent];
    }
    if (node.matches("sup, .at")) {
      return [];
    }
    const inner = copied(node);
    if (!node.matches(".e")) {
      return inner;
    }
    const marked = document.createElement("b");
    marked.append(...inner);
    return [marked];
  });
}

// From the sentence that is chosen, else from that of the finding one stands at, else from the first in sight.
function stepSentence(by) {
  const main = document.querySelector(".story.open .version.main");
  const sentences = main ? all(".s", main) : [];
  if (!sentences.length) {
    return;
  }
  const start = picked || main.querySelector(".mark.current")?.closest(".s");
  const top = columns.length > 1 ? main.getBoundingClientRect().top : one("top").getBoundingClientRect().bottom;
  const seen = sentences.findIndex((sentence) => sentence.getBoundingClientRect().bottom > top);
  const at = sentences.includes(start) ? sentences.indexOf(start) + by : Math.max(seen, 0);
  const to = sentences[Math.min(Math.max(at, 0), sentences.length - 1)];
  if (columns.length > 1) {
    main.closest(".story").querySelector(".bar").scrollIntoView({ block: "start" });
    anchors = new Map();
  }
  to.scrollIntoView({ block: "center" });
  to.tabIndex = -1;
  to.focus({ preventScroll: true });
  pick(to);
}
