// See src/app/theme.ts, which keeps the choice.
try {
  const theme = localStorage.getItem("branchbook.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: the system's theme is used.
}
