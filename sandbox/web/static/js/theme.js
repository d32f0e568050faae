// Runs before the first paint, so that the page never flashes in the other theme.
try {
  const chosen = localStorage.getItem("easel-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* a browser that keeps nothing follows the system */ }
