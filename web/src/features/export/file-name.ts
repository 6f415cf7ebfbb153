/** "VPN won't connect" → "vpn-wont-connect.svg" */
export function fileName(name: string, extension: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(/[\p{M}'’]/gu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return `${(words ?? ["flow"]).join("-").slice(0, 80)}.${extension}`;
}
