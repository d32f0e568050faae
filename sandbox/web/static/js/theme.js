// Runs before the first paint, so that the page does not flash in the other theme.
try {
  const chosen = localStorage.getItem("easel-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* without storage the system's theme is used */ }
