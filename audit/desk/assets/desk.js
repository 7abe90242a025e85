"use strict";
// What the desk does beside the report: files that are dropped, words that are copied, keys that decide.
(() => {
  const fields = "input, textarea, select";
  const each = (selector, does) => document.querySelectorAll(selector).forEach(does);

  // A file that misses its place must not take the page away.
  for (const kind of ["dragover", "drop"]) {
    addEventListener(kind, (event) => event.preventDefault());
  }
  each("[data-drop]", (zone) => {
    const input = zone.querySelector("input");
    const lit = (on) => zone.classList.toggle("over", on);
    zone.addEventListener("dragover", () => lit(true));
    zone.addEventListener("dragleave", () => lit(false));
    zone.addEventListener("drop", (event) => {
      lit(false);
      if (event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
      }
    });
  });

  each("[data-copy]", (button) => {
    const label = button.textContent;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(text.value);
      } catch {
        text.closest("details").open = true;
        text.select();
        document.execCommand("copy");
      }
      button.textContent = "Copied";
      setTimeout(() => {
        button.textContent = label;
      }, 2000);
    });
  });

  // A step is taken once, however often one clicks.
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
    }
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => {
    each("form", (form) => delete form.dataset.sent);
  });

  addEventListener("keydown", (event) => {
    const boxed = event.target.closest?.('input:not([type="checkbox"]), textarea, select, dialog[open]');
    const on = document.getElementById("keyboard");
    if (boxed || !on?.checked || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const key = `[data-key="${CSS.escape(event.key)}"]`;
    const does = document.querySelector(`.card.current ${key}`) || document.querySelector(`#top ${key}`);
    if (does?.matches(fields)) {
      event.preventDefault();
      does.focus();
      does.select();
    } else if (does) {
      event.preventDefault();
      does.click();
    }
  });

  // Until all is read the page comes anew, unless somebody is at work in it.
  if (document.querySelector("[data-waiting]")) {
    setTimeout(() => {
      const touched = [...document.querySelectorAll(fields)].some(
        (field) => (field.type === "file" ? field.files.length : field.value !== field.defaultValue && field.type !== "select-one"),
      );
      if (!touched && !document.activeElement?.matches(fields)) {
        location.reload();
      }
    }, 2000);
  }
})();
