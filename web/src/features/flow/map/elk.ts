/** The layout engine, in a worker of its own: a large flow takes it seconds. */
import ELK, { type ElkNode } from "elkjs/lib/elk-api.js";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";

let engine: InstanceType<typeof ELK> | null = null;

export function arrange(graph: ElkNode): Promise<ElkNode> {
  engine ??= new ELK({ workerUrl });
  return engine.layout(graph);
}
