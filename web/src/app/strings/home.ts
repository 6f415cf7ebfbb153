export const home = {
  title: "Home",
  greeting: (hour: number, name: string) => {
    const time =
      hour < 5 ? "Good night" : hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
    return name ? `${time}, ${name}` : time;
  },
  searchPlaceholder: "What is the problem? Search all flows…",
  resumeTitle: "Pick up where you left off",
  resumeSession: (flow: string) => `Resume ${flow}`,
  progressOf: (flow: string) => `Progress of ${flow}`,
  atStep: "At",
  allSessions: "All sessions",
  recent: "Lately changed",
  allFlows: "All flows",
  samples: "Sample flows",
  allSamples: "All samples",
  noFlows: "No flows of your own yet",
  noFlowsText: "Import a runbook you already have, or write one from a small starter.",
};
