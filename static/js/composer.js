/* The composer's comforts: marks around a selection, quoting what is selected, names behind an @. */
(() => {
  "use strict";
  const tools = document.querySelector("[data-tools]");
  const text = tools?.closest("form").querySelector("textarea[name=body]");
  if (!text) return;
  text.before(tools);
  const { people } = tools.dataset;
  // A post goes on at its end; an article is opened to be mended anywhere.
  if (people) text.setSelectionRange(text.value.length, text.value.length);
  const offered = document.createElement("div");
  offered.className = "tools";
  offered.setAttribute("aria-live", "polite");
  text.after(offered);

  // Typed as a person would, so that undo takes it back and the draft is kept.
  const put = (words, from, to) => {
    text.focus();
    text.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, words)) {
      text.setRangeText(words, from, to, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  tools.addEventListener("click", (event) => {
    const mark = event.target.closest("button")?.dataset;
    if (!mark) return;
    const { value, selectionEnd: to } = text;
    let from = text.selectionStart;
    if (mark.line) {
      from = value.lastIndexOf("\n", from - 1) + 1;
      put(value.slice(from, to).replace(/^/gm, mark.line), from, to);
      return;
    }
    const chosen = value.slice(from, to);
    const line = "block" in mark ? "\n" : "";
    const before = (line && from && value[from - 1] !== "\n" ? "\n\n" : "") + mark.before + line;
    put(before + chosen + line + mark.after + line, from, to);
    from += before.length;
    text.setSelectionRange(from, from + chosen.length);
  });

  // Without a selection and without a text to lose, the link itself brings the whole post as it was written.
  document.addEventListener("click", (event) => {
    const head = event.target.closest("[data-quote]")?.dataset.quote;
    if (!head || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const prose = event.target.closest(".post").querySelector(".prose");
    const selection = getSelection();
    const inside = prose.contains(selection.anchorNode) && prose.contains(selection.focusNode);
    const words = (inside && String(selection).trim()) || (text.value.trim() && prose.innerText.trim());
    if (!words) return;
    event.preventDefault();
    const end = text.value.length;
    const lines = `${head}\n${words}`.split("\n").map((line) => `> ${line}`.trimEnd());
    put(`${text.value.trim() ? "\n\n" : ""}${lines.join("\n")}\n\n`, end, end);
    text.scrollIntoView({ block: "center" });
  });

  let asked = "";
  text.addEventListener("input", async () => {
    const at = text.selectionStart;
    const begun = people && /(?:^|[\s(])@([\w-]{2,30})$/.exec(text.value.slice(0, at))?.[1] || "";
    if (begun === asked) return;
    asked = begun;
    offered.replaceChildren();
    if (!begun) return;
    const answer = await fetch(`${people}?q=${begun}`).catch(() => null);
    const { handles } = answer?.ok ? await answer.json() : { handles: [] };
    if (begun !== asked) return;
    offered.replaceChildren(...handles.map((handle) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button quiet small";
      button.textContent = `@${handle}`;
      button.addEventListener("click", () => put(`${handle} `, at - begun.length, at));
      return button;
    }));
  });
})();
