// Which findings are chosen, and how many are there of each? A card stands for data-count findings.

// What is asked of thousands of cards again and again is read from the page once.
const notes = all(".card").map((card) => ({
  card,
  key: card.dataset.b,
  severity: card.dataset.severity,
  rule: card.dataset.rule,
  version: card.dataset.version,
  count: Number(card.dataset.count),
}));
const byKey = new Map(notes.map((note) => [note.key, note]));
const ofVersion = grouped(".version");
const ofStory = grouped(".story");
const total = sum(notes);
const chosen = new Set();
let chosenBy = null;

function grouped(selector) {
  const groups = new Map();
  for (const note of notes) {
    const { id } = note.card.closest(selector);
    if (!groups.has(id)) {
      groups.set(id, []);
    }
    groups.get(id).push(note);
  }
  return groups;
}

function fits(note, state, except = "") {
  if (except !== "rule" && state.except.includes(note.rule)) {
    return false;
  }
  return FACETS.every((key) => key === except || !state[key].length || state[key].includes(note[key]));
}

function sum(these) {
  return these.reduce((count, note) => count + note.count, 0);
}

function sumOfChosen(these = []) {
  return sum(these.filter((note) => chosen.has(note.key)));
}

function isFiltered(state) {
  return state.except.length > 0 || FACETS.some((key) => state[key].length);
}

// Chooses among all findings, where that has changed, and shows it in the story that is read.
function filter(state, story) {
  const key = JSON.stringify([state.except, ...FACETS.map((facet) => state[facet])]);
  if (key !== chosenBy) {
    chosenBy = key;
    chosen.clear();
    for (const note of notes) {
      if (fits(note, state)) {
        chosen.add(note.key);
      }
    }
    countFacets(state);
    countStories();
    tell(state);
  }
  if (story) {
    for (const { card, key: own } of ofStory.get(story.id) || []) {
      card.hidden = !chosen.has(own);
    }
    for (const element of all(".mark, .mark > sup, .again", story)) {
      mark(element);
    }
    countVersions(story, isFiltered(state));
  }
}

// A word that several findings mark shows the severest of those chosen.
function mark(element) {
  const key = element.dataset.b.split(" ").find((one) => chosen.has(one));
  if (element.classList.contains("mark")) {
    element.classList.toggle("off", !key);
    if (key) {
      element.dataset.severity = byKey.get(key).severity;
    }
    element.tabIndex = key && !element.classList.contains("on") ? 0 : -1;
  } else {
    element.hidden = !key;
  }
}

// Which rules are passed over; beside each answer stands how many findings it would add to those chosen by the other questions.
function countFacets(state) {
  for (const button of all("[data-except]")) {
    button.setAttribute("aria-pressed", String(state.except.includes(button.dataset.except)));
  }
  for (const key of FACETS) {
    const counts = new Map();
    for (const note of notes) {
      if (fits(note, state, key)) {
        counts.set(note[key], (counts.get(note[key]) || 0) + note.count);
      }
    }
    for (const box of all(`input[data-facet="${key}"]`)) {
      const count = counts.get(box.value) || 0;
      const line = box.closest("li");
      const bar = line.querySelector(".measure");
      box.checked = state[key].includes(box.value);
      line.querySelector(".count").textContent = count.toLocaleString("en");
      bar.querySelector("rect").setAttribute("width", (100 * count) / Number(bar.dataset.most));
      line.classList.toggle("none", count === 0);
    }
  }
}

function countVersions(story, filtered) {
  for (const row of all(".scores tr[data-v]", story)) {
    const cell = row.querySelector('[data-title="findings"]');
    const those = ofVersion.get(row.dataset.v) || [];
    if (cell) {
      cell.dataset.all = cell.dataset.all || cell.textContent;
      cell.textContent = filtered ? `${sumOfChosen(those)} of ${sum(those)} shown` : cell.dataset.all;
    }
  }
  for (const link of all(".bar nav a", story)) {
    const shown = link.querySelector(".shown");
    if (shown) {
      const count = sumOfChosen(ofVersion.get(link.dataset.v));
      shown.textContent = count;
      shown.closest(".count").classList.toggle("none", count === 0);
    }
  }
}

const rows = all("#index tbody tr");

function countStories() {
  for (const row of rows) {
    const these = ofStory.get(row.dataset.story) || [];
    for (const cell of all(".of", row)) {
      const count = sumOfChosen(these.filter((note) => note.severity === cell.dataset.severity));
      cell.hidden = count === 0;
      cell.querySelector(".shown").textContent = count;
    }
    row.dataset.findings = sumOfChosen(these);
  }
}

function tell(state) {
  const shown = sumOfChosen(notes);
  const filtered = isFiltered(state);
  one("status").textContent = filtered
    ? `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} findings shown`
    : "";
  document.body.classList.toggle("filtered", filtered);
  if (one("clear")) {
    one("clear").hidden = !filtered;
  }
}

// The list of stories: those whose name has the words searched for, in the order asked for.
function list(state) {
  const wanted = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const row of rows) {
    const named = wanted.every((word) => row.dataset.name.includes(word));
    row.hidden = !named || (document.body.classList.contains("filtered") && row.dataset.findings === "0");
    count += !row.hidden;
  }
  one("listed").textContent = `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
  if (one("search") !== document.activeElement) {
    one("search").value = state.search;
  }
  sortBy(state.sort);
}

function sortBy(word) {
  const down = word.startsWith("-");
  const key = word.replace("-", "");
  for (const button of all("#index [data-sort]")) {
    const here = button.dataset.sort === key;
    button.closest("th").setAttribute("aria-sort", here ? (down ? "descending" : "ascending") : "none");
  }
  const number = new Map(rows.map((row, at) => [row, at]));
  const order = (left, right) =>
    key === "name"
      ? left.dataset.name.localeCompare(right.dataset.name, "en", { numeric: true })
      : Number(left.dataset[key] || 0) - Number(right.dataset[key] || 0);
  const sorted = key
    ? [...rows].sort((left, right) => (down ? -1 : 1) * order(left, right) || number.get(left) - number.get(right))
    : rows;
  one("index").querySelector("tbody").append(...sorted);
}
