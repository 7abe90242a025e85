"use strict";
// Where are we? The address after the # says all: what is read, what is chosen, what stands beside it.
//   #s3v1                      story 3, version 1          #f=4be0…        a finding
//   &severity=major&rule=a,b   what is chosen              &beside=0,2     siblings beside the version, or none;
//                                                         unsaid, what it translates
//   &except=a,b               rules that are passed over
//   &support=off               words without their shades  &search=, &sort=  the list of stories

const FACETS = ["severity", "rule", "version"];
// What shows all findings again.
const UNFILTERED = { severity: [], rule: [], version: [], except: [] };

function decoded(word) {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

function parse(hash) {
  const state = { at: "", finding: "", severity: [], rule: [], version: [], except: [], beside: null, search: "", sort: "", support: "" };
  for (const part of hash.replace(/^#/, "").split("&")) {
    const cut = part.indexOf("=");
    const key = cut < 0 ? "" : part.slice(0, cut);
    const value = part.slice(cut + 1);
    if (cut < 0) {
      state.at = part;
    } else if (key === "f") {
      state.finding = `f=${decoded(value)}`;
    } else if (key === "beside") {
      state.beside = value === "none" ? [] : value.split(",").filter(Boolean).map(decoded);
    } else if (FACETS.includes(key) || key === "except") {
      state[key] = value.split(",").filter(Boolean).map(decoded);
    } else if (["search", "sort", "support"].includes(key)) {
      state[key] = decoded(value);
    }
  }
  return state;
}

function format(state) {
  const parts = [state.finding ? `f=${encodeURIComponent(state.finding.slice(2))}` : state.at];
  for (const key of [...FACETS, "except"]) {
    if (state[key].length) {
      parts.push(`${key}=${state[key].map(encodeURIComponent).join(",")}`);
    }
  }
  if (state.beside) {
    parts.push(`beside=${state.beside.map(encodeURIComponent).join(",") || "none"}`);
  }
  for (const key of ["search", "sort", "support"]) {
    if (state[key]) {
      parts.push(`${key}=${encodeURIComponent(state[key])}`);
    }
  }
  return `#${parts.filter((part, at) => part || at === 0).join("&")}`;
}

// A step that the button "back" should undo makes an entry in the history; a filter does not.
function go(change, { quietly = false } = {}) {
  const hash = format({ ...parse(location.hash), ...change });
  if (hash === (location.hash || "#")) {
    show();
  } else if (quietly) {
    location.replace(hash);
  } else {
    location.hash = hash;
  }
}

const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const one = (id) => document.getElementById(id);
