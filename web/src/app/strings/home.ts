export const home = {
  title: "Home",
  greeting: (hour: number, name: string) => {
    const time =
      hour < 5 ? "Good night" : hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
    return name ? `${time}, ${name}` : time;
  },
  searchPlaceholder: "What is the problem? Search all flows…",
  resume: "Resume",
  resumeTitle: "Pick up where you left off",
  resumeEmpty: "No session is open. Start one from a flow.",
  started: "Started",
  atStep: "At",
  recent: "Your flows",
  allFlows: "All flows",
  samples: "Sample flows",
  allSamples: "All samples",
  samplesHint: "Ready to run. Open one to see how a good flow is built.",
  noFlows: "No flows of your own yet",
  noFlowsText: "Import a runbook you already have, or write one from a small starter.",
};
