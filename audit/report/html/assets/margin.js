// How do notes find room in the margin without tearing the text apart?
// They leave the text's flow: each stands beside its paragraph, or below the note before it; the one that is
// read stands beside its words, and its neighbours make room. Without scripts, paragraphs wait for their notes.

const GAP = 8;

function placeNotes(version) {
  const text = version.querySelector(".text");
  const blocks = all(".notes", version);
  if (!text || !blocks.length) {
    return;
  }
  text.classList.add("floating");
  const beside = getComputedStyle(text).getPropertyValue("--margin").trim() === "1";
  if (!beside) {
    for (const block of blocks) {
      block.style.top = "";
    }
    text.style.minHeight = "";
    return;
  }
  const origin = text.getBoundingClientRect().top;
  const items = blocks.map((block) => measured(block, origin)).filter((item) => item.height > 0);
  const tops = stacked(items);
  items.forEach((item, at) => {
    item.block.style.top = `${Math.round(tops[at] - item.row)}px`;
  });
  const last = items.length - 1;
  text.style.minHeight = last < 0 ? "" : `${Math.ceil(tops[last] + items[last].height)}px`;
}

// Where a block of notes would like to stand: beside its paragraph, or its open note beside the marked words.
function measured(block, origin) {
  const row = block.parentElement.getBoundingClientRect().top - origin;
  const inner = [...block.children].filter((note) => !note.hidden);
  const height = inner.length ? inner[inner.length - 1].getBoundingClientRect().bottom - inner[0].getBoundingClientRect().top : 0;
  const card = block.querySelector(".card.current");
  const mark = card && block.parentElement.querySelector(".mark.current");
  if (!card || !mark) {
    return { block, row, height, wish: row, fixed: false };
  }
  const inside = card.getBoundingClientRect().top - inner[0].getBoundingClientRect().top;
  return { block, row, height, wish: mark.getBoundingClientRect().top - origin - inside, fixed: true };
}

function stacked(items) {
  const tops = items.map((item) => item.wish);
  const fixed = items.findIndex((item) => item.fixed);
  const pushDown = (from) => {
    for (let at = from; at < items.length; at += 1) {
      const above = at ? tops[at - 1] + items[at - 1].height + GAP : 0;
      tops[at] = Math.max(at > fixed ? items[at].wish : tops[at], above);
    }
  };
  if (fixed > 0) {
    const wanted = tops[fixed];
    pushDown(0);
    tops[fixed] = Math.max(wanted, 0);
    for (let at = fixed - 1; at >= 0; at -= 1) {
      tops[at] = Math.min(tops[at], tops[at + 1] - items[at].height - GAP);
    }
  }
  pushDown(0);
  return tops;
}

// One note speaks of all places of one inconsistency. It comes to the paragraph whose words are read, where a
// line says "again", and goes home when others are.
let visiting = null;

function comeTo(mark, card) {
  const line = mark.closest(".row").querySelector(`.again[data-b="${card.dataset.b}"]`);
  if (line) {
    visiting = { card, line, home: document.createComment("") };
    card.replaceWith(visiting.home);
    line.after(card);
    line.classList.add("away");
  }
}

function goHome() {
  if (visiting) {
    visiting.home.replaceWith(visiting.card);
    visiting.line.classList.remove("away");
    visiting = null;
  }
}

function placeAll() {
  const version = document.querySelector(".story.open .version.main");
  if (version) {
    placeNotes(version);
  }
}

addEventListener("resize", placeAll);
document.addEventListener("toggle", placeAll, { capture: true });
