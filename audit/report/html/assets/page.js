// What is shown, and what do clicks and keys do?

const stories = all(".story");
const places = all(".at");
let shownAt = null;
let current = "";

function show() {
  const again = picked;
  unpick();
  const state = parse(location.hash);
  const place = state.finding ? one(state.finding) : null;
  const mark = place && next(place);
  const card = mark && cardOf(place);
  if (card && !fits(byKey.get(card.dataset.b), state)) {
    go(UNFILTERED, { quietly: true });
    return;
  }
  const target = place || (state.at ? one(state.at) : null);
  const story = target?.closest(".story") || (stories.length === 1 ? stories[0] : null);
  const version = target?.closest(".version") || (story?.dataset.first ? one(story.dataset.first) : null);
  filter(state, story);
  for (const element of stories) {
    element.classList.toggle("open", element === story);
  }
  if (one("index")) {
    one("index").hidden = Boolean(story);
    one("all").hidden = !story;
    list(state);
  }
  document.body.classList.toggle("reading", Boolean(story));
  document.body.classList.toggle("plain", state.support === "off");
  for (const button of all("[data-shading]", story || document)) {
    button.setAttribute("aria-pressed", String(state.support !== "off"));
  }
  showFilters(state, story);
  if (story && version) {
    for (const link of all(".bar nav a", story)) {
      link.setAttribute("aria-current", String(link.dataset.v === version.id));
    }
    const beside = WIDE.matches ? besideOf(state, version).filter((one) => one !== numbered(version)) : [];
    layOut(story, version, beside, state.beside !== null);
  }
  arrive(story, version, place, card);
  if (again && !place && version?.contains(again)) {
    pick(again);
  }
}

function showFilters(state, story) {
  const panel = one("filters");
  const button = one("toggle");
  if (panel && button) {
    const asked = isFiltered(state) || (!story && WIDE.matches);
    const open = panel.dataset.open ? panel.dataset.open === "yes" : asked;
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  }
}

// Where several findings begin in one place, their addresses stand one after the other before the words.
function next(place) {
  let element = place;
  while (element && !element.classList.contains("mark")) {
    element = element.nextElementSibling;
  }
  return element;
}

function cardOf(place) {
  return byKey.get(place.dataset.of)?.card;
}

function arrive(story, version, place, card) {
  goHome();
  dark("current");
  dark("meant");
  dark("said");
  if (place && card) {
    point(place, card, version);
  } else {
    const where = story ? `${story.id} ${version?.id}` : "";
    if (shownAt !== null && where.split(" ")[0] !== shownAt.split(" ")[0]) {
      scrollTo(0, 0);
      (story ? story.querySelector("h2") : one("stories")).focus({ preventScroll: true });
    }
    current = "";
  }
  shownAt = story ? `${story.id} ${version?.id}` : "";
  position();
  placeAll();
}

function point(place, card, version) {
  const mark = next(place);
  comeTo(mark, card);
  for (const element of [...all(`.mark[data-b~="${card.dataset.b}"]`, version), card]) {
    element.classList.add("current");
  }
  for (const element of all(`.e[data-e~="${card.dataset.b}"]`, version.closest(".story"))) {
    element.classList.add("said");
  }
  const sentence = mark.closest(".s");
  if (sentence) {
    light(sentence, "meant");
  }
  card.open = true;
  if (current !== place.id) {
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    const bar = version.closest(".story").querySelector(".bar");
    if (document.readyState === "loading") {
      // The browser goes to the address of its own accord once all is there, and takes the focus away.
      const again = () => {
        mark.focus({ preventScroll: true });
        if (columns.length > 1) {
          bar.scrollIntoView({ block: "start" });
        }
      };
      addEventListener("load", again, { once: true });
    }
    if (columns.length > 1) {
      bar.scrollIntoView({ block: "start" });
      anchors = new Map();
      follow(version);
      if (sentence) {
        lead = null;
        alignTo(sentence);
      }
    }
  }
  current = place.id;
}

const visiblePlaces = () => places.filter((place) => chosen.has(place.dataset.of));

function position() {
  const element = one("position");
  if (element) {
    const these = visiblePlaces();
    const at = these.findIndex((place) => place.id === current);
    element.textContent = at < 0 ? these.length.toLocaleString("en") : `${at + 1} of ${these.length}`;
  }
}

// From the finding one stands at, else from the version one reads.
function step(by) {
  const these = visiblePlaces();
  if (!these.length) {
    return;
  }
  let at = these.findIndex((place) => place.id === current);
  if (at < 0) {
    const version = shownAt && one(shownAt.split(" ")[1]);
    const later = version
      ? these.findIndex((place) => version.contains(place) || follows(version, place))
      : 0;
    at = later < 0 ? (by > 0 ? these.length - 1 : these.length) : by > 0 ? later - 1 : later;
  }
  const to = these[(at + by + these.length) % these.length];
  go({ at: "", finding: to.id });
}

function follows(element, other) {
  return Boolean(element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function stepStory(by) {
  const here = stories.findIndex((story) => story.classList.contains("open"));
  const to = here < 0 ? (by > 0 ? 0 : stories.length - 1) : here + by;
  if (stories.length > 1 && stories[to]) {
    go({ at: stories[to].id, finding: "", beside: null });
  }
}

function toggleBeside(id) {
  const number = id.split("v")[1];
  const before = besideOf(parse(location.hash), document.querySelector(".story.open .version.main"));
  const beside = before.includes(number)
    ? before.filter((one) => one !== number)
    : [...before, number].sort((left, right) => left - right);
  go({ beside }, { quietly: true });
}

function nextBeside() {
  const story = document.querySelector(".story.open");
  const main = story?.querySelector(".version.main");
  if (!main) {
    return;
  }
  const others = all(".version", story).filter((one) => one !== main).map(numbered);
  const at = others.indexOf(besideOf(parse(location.hash), main)[0]);
  go({ beside: others.slice(at + 1, at + 2) }, { quietly: true });
}

function toggleFilters() {
  const panel = one("filters");
  if (panel) {
    panel.dataset.open = panel.hidden ? "yes" : "no";
    showFilters(parse(location.hash), null);
    if (!panel.hidden && document.body.classList.contains("reading")) {
      scrollTo(0, 0);
    }
  }
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const link = target?.closest('a[href^="#"]:not(.skip)');
  const button = target?.closest("button");
  const closed = target?.closest(".card:not([open]) > summary");
  if (closed) {
    const { home } = closed.parentElement.dataset;
    current = home; // the words are in sight: nothing is scrolled
    go({ at: "", finding: home });
  } else if (link?.dataset.beside && WIDE.matches) {
    event.preventDefault();
    const number = link.dataset.beside.split("v")[1];
    const beside = besideOf(parse(location.hash), link.closest(".version"));
    const home = link.closest(".card").dataset.home;
    go({ at: "", finding: home, beside: [...new Set([...beside, number])] });
  } else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const { at, finding } = parse(link.getAttribute("href"));
    const other = at.split("v")[0] !== (shownAt || "").split("v")[0].split(" ")[0];
    current = link.classList.contains("mark") ? finding : "";
    go({ at, finding, ...(at && other ? { beside: null } : {}) });
  } else if (button?.dataset.beside) {
    toggleBeside(button.dataset.beside);
  } else if (button?.hasAttribute("data-shading")) {
    go({ support: parse(location.hash).support ? "" : "off" }, { quietly: true });
  } else if (button?.dataset.except) {
    const { except } = parse(location.hash);
    const rule = button.dataset.except;
    const others = except.filter((one) => one !== rule);
    go({ except: others.length < except.length ? others : [...except, rule] }, { quietly: true });
  } else if (button?.dataset.sort) {
    const { sort } = parse(location.hash);
    const key = button.dataset.sort;
    const down = `-${key}`;
    const first = button.hasAttribute("data-down") ? down : key;
    go({ sort: sort === first ? (first === key ? down : key) : first }, { quietly: true });
  } else if (button) {
    ({
      toggle: toggleFilters,
      clear: () => go(UNFILTERED, { quietly: true }),
      before: () => step(-1),
      next: () => step(1),
      keys: () => one("help").showModal(),
      close: () => one("help").close(),
    })[button.id]?.();
  } else if (target && !closed && getSelection().isCollapsed) {
    const said = target.closest(".beside > .version:not(.main) .e");
    const note = said && byKey.get(said.dataset.e.split(" ").find((key) => chosen.has(key)));
    if (note) {
      go({ at: "", finding: note.card.dataset.home });
    } else if (target.closest(".s")) {
      toggle(target.closest(".s"));
    }
  }
});

document.addEventListener("change", (event) => {
  const { facet } = event.target.dataset;
  if (facet) {
    const chosen = all(`input[data-facet="${facet}"]:checked`).map((box) => box.value);
    go({ [facet]: chosen }, { quietly: true });
  }
});

document.addEventListener("input", (event) => {
  if (event.target.id === "search") {
    go({ search: event.target.value }, { quietly: true });
  }
});

// Esc lets go of the sentence, else clears what is searched for, else what is chosen.
function clearOne() {
  const state = parse(location.hash);
  if (picked) {
    unpick();
    placeAll();
  } else if (state.search) {
    one("search").value = "";
    go({ search: "" }, { quietly: true });
  } else if (isFiltered(state)) {
    go(UNFILTERED, { quietly: true });
  }
}

const KEYS = {
  Escape: clearOne,
  j: () => step(1),
  k: () => step(-1),
  "]": () => stepStory(1),
  "[": () => stepStory(-1),
  i: () => one("index") && go({ at: "", finding: "", beside: null }),
  b: nextBeside,
  n: () => stepSentence(1),
  p: () => stepSentence(-1),
  f: toggleFilters,
  "?": () => one("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.id === "search") {
    clearOne();
  }
  const writing = event.target.closest('input:not([type="checkbox"]), textarea, select, dialog[open]');
  if (!writing && one("keyboard").checked && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const does = KEYS[event.key];
    if (does) {
      event.preventDefault();
      does();
    }
  }
});

// On paper every note is open.
addEventListener("beforeprint", () => {
  for (const { card } of notes) {
    card.dataset.was = card.open ? "open" : "";
    card.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const { card } of notes) {
    card.open = card.dataset.was === "open";
  }
});

addEventListener("hashchange", show);
WIDE.addEventListener("change", show);
show();
