const teal = "#0f766e";
Redoc.init(
  "/api/openapi.json",
  {
    hideDownloadButton: false,
    disableSearch: false,
    // Fonts come from the system: the page loads nothing from elsewhere.
    theme: {
      colors: { primary: { main: teal } },
      typography: { fontFamily: "system-ui, sans-serif", headings: { fontFamily: "system-ui, sans-serif" } },
    },
  },
  document.getElementById("redoc"),
);
