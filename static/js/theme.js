/* Runs before the first paint, so that a remembered theme does not flash. */
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch { /* storage may be switched off; the device's choice holds */ }

  // A tab that was left in a hurry (discreet.js) shows nothing to who goes back in it, and leads away again.
  const stayAway = (cameBack) => {
    try {
      const exit = sessionStorage.getItem("left");
      if (!exit) return;
      if (cameBack) {
        root.hidden = true;
        location.replace(exit);
      } else sessionStorage.removeItem("left");
    } catch { /* nothing was left behind */ }
  };
  stayAway(performance.getEntriesByType("navigation")[0]?.type === "back_forward");
  addEventListener("pageshow", (event) => { if (event.persisted) stayAway(true); });
})();
