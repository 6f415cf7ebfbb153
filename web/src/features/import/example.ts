/** What "Try an example" fills in: decisions, a join, a loop and two ends. */
export const EXAMPLE = `flowchart TD
  start{Does the page load in another browser?}
  start -->|Yes| cache[Clear the cache of the first browser]
  start -->|No| other{Do other sites load?}
  cache --> again{Does it load now?}
  again -->|Yes| solved([Solved: the cache was stale])
  again -->|No| other
  other -->|Yes| escalate([Escalate: the site itself is down])
  other -->|No| cable[Check the cable or the Wi-Fi]
  cable --> start
`;
