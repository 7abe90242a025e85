// How do siblings stand beside a version, and scroll along with it?

const WIDE = matchMedia("(min-width: 700px)");
let columns = [];
let lead = null;
let anchors = new Map();

const numbered = (version) => version.id.split("v")[1];

const originalsOf = (version) => (version?.dataset.originals || "").split(",").filter(Boolean);

// Which siblings stand beside a version: those the address names, else what it translates.
function besideOf(state, version) {
  return state.beside ?? originalsOf(version);
}

function partnersOf(sentence) {
  return (sentence.dataset.p || "").split(" ").filter(Boolean).map((pair) => pair.split(":"));
}

function layOut(story, main, beside, asked) {
  const versions = all(".version", story);
  const alone = columns.length < 2;
  columns = versions.filter((one) => one === main || beside.includes(numbered(one)));
  for (const version of versions) {
    version.hidden = !columns.includes(version);
    version.classList.toggle("main", version === main);
  }
  const several = columns.length > 1;
  story.querySelector(".versions").classList.toggle("beside", several);
  document.body.classList.toggle("side", several);
  for (const version of versions) {
    if (several) {
      version.tabIndex = 0;
    } else {
      version.removeAttribute("tabindex");
    }
  }
  for (const button of all(".siblings [data-beside]", story)) {
    button.hidden = button.dataset.beside === main.id;
    button.setAttribute("aria-pressed", String(beside.includes(numbered(one(button.dataset.beside)))));
  }
  anchors = new Map();
  if (several) {
    if (alone && asked) {
      story.querySelector(".bar").scrollIntoView({ block: "start" });
    }
    follow(main);
  }
}

// Pairs of heights at which two columns say the same, rising in both; between them one goes in proportion.
function pairs(from, to) {
  const key = `${from.id} ${to.id}`;
  if (anchors.has(key)) {
    return anchors.get(key);
  }
  const top = (element, column) =>
    element.getBoundingClientRect().top - column.getBoundingClientRect().top + column.scrollTop;
  const places = new Map(all(".s", to).map((element) => [element.dataset.n, element]));
  const found = [[0, 0]];
  for (const sentence of all(".s", from)) {
    const partner = partnersOf(sentence).find(([version]) => version === numbered(to));
    const there = partner && places.get(partner[1]);
    if (there) {
      const pair = [top(sentence, from), top(there, to)];
      const last = found[found.length - 1];
      if (pair[0] > last[0] && pair[1] >= last[1]) {
        found.push(pair);
      }
    }
  }
  found.push([from.scrollHeight, to.scrollHeight]);
  anchors.set(key, found);
  return found;
}

function follow(from) {
  const reading = from.clientHeight / 3;
  const height = from.scrollTop + reading;
  for (const to of columns) {
    if (to === from) {
      continue;
    }
    const found = pairs(from, to);
    const after = found.findIndex(([here], at) => at > 0 && here >= height);
    const [left, right] = after < 0 ? found.slice(-2) : [found[after - 1], found[after]];
    const part = right[0] > left[0] ? (height - left[0]) / (right[0] - left[0]) : 0;
    const goal = left[1] + part * (right[1] - left[1]) - to.clientHeight / 3;
    to.scrollTop = from.scrollTop <= 0 ? 0 : Math.round(goal);
  }
}

// The others' passages opposite a sentence, as high as the sentence stands.
function alignTo(sentence) {
  const from = sentence.closest(".version");
  follow(from);
  const height = sentence.getBoundingClientRect().top;
  const done = new Set();
  for (const [version, number] of partnersOf(sentence)) {
    const to = columns.find((column) => column !== from && numbered(column) === version);
    const there = !done.has(version) && to?.querySelector(`.s[data-n="${number}"]`);
    if (there) {
      to.scrollTop += there.getBoundingClientRect().top - height;
      done.add(version);
    }
  }
}

// Only the column under the hand leads; the others' scrolling is an answer and starts nothing.
for (const kind of ["wheel", "touchstart", "pointerdown", "keydown", "focusin"]) {
  document.addEventListener(
    kind,
    (event) => {
      lead = event.target instanceof Element ? event.target.closest(".beside > .version") : null;
    },
    { passive: true, capture: true },
  );
}

document.addEventListener(
  "scroll",
  (event) => {
    if (columns.length > 1 && event.target === lead) {
      follow(lead);
    }
  },
  { passive: true, capture: true },
);

addEventListener("resize", () => {
  anchors = new Map();
});

document.addEventListener(
  "toggle",
  () => {
    anchors = new Map();
  },
  { capture: true },
);

// The sentence under the pointer, and those that say it in the siblings.
function light(sentence, name) {
  const story = sentence.closest(".story");
  sentence.classList.add(name);
  for (const [version, number] of partnersOf(sentence)) {
    const there = one(`${story.id}v${version}`)?.querySelector(`.s[data-n="${number}"]`);
    there?.classList.add(name);
  }
}

function dark(name) {
  for (const element of [...document.getElementsByClassName(name)]) {
    element.classList.remove(name);
  }
}

document.addEventListener("pointerover", (event) => {
  const sentence = columns.length > 1 && event.target instanceof Element && event.target.closest(".s");
  dark("same");
  if (sentence) {
    light(sentence, "same");
  }
});
