/**
 * A lock among the tabs of a browser where there are no Web Locks, as on a server in one's own network that is reached by
 * plain HTTP: a record in IndexedDB, whose writing transactions no two tabs have at once.
 */

const STORE = "locks";
/** For how long a tab that was closed in the middle of its task keeps the others waiting. */
const LEASE_MS = 2_000;
const LOOK_AGAIN_MS = 25;

interface Lease {
  owner: number;
  until: number;
}

/** Runs `task` while no other tab runs one under this name. */
export async function lockByRecord<T>(name: string, task: () => Promise<T>): Promise<T> {
  // Storage may be forbidden. Then the server's grace for two tabs at once has to do.
  const db = await open().catch(() => null);
  if (!db) return task();
  const owner = Math.random();
  // What cannot be written down cannot be waited for, either.
  while (!(await take(db, name, owner).catch(() => true)))
    await new Promise((go) => setTimeout(go, LOOK_AGAIN_MS));
  try {
    return await task();
  } finally {
    // If that fails, the lease ends by itself.
    await release(db, name, owner).catch(() => {});
    db.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("branchbook", 1);
    asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore(STORE));
    asked.addEventListener("success", () => resolve(asked.result));
    asked.addEventListener("error", () => reject(asked.error));
  });
}

/** Takes the lock if nobody has it; says whether it did. */
async function take(db: IDBDatabase, name: string, owner: number): Promise<boolean> {
  let taken = false;
  await change(db, name, (held, store) => {
    taken = held === undefined || held.until <= Date.now();
    if (taken) store.put({ owner, until: Date.now() + LEASE_MS } satisfies Lease, name);
  });
  return taken;
}

function release(db: IDBDatabase, name: string, owner: number): Promise<void> {
  return change(db, name, (held, store) => {
    if (held?.owner === owner) store.delete(name);
  });
}

function change(
  db: IDBDatabase,
  name: string,
  write: (held: Lease | undefined, store: IDBObjectStore) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(STORE, "readwrite");
    const store = transaction.objectStore(STORE);
    const asked = store.get(name) as IDBRequest<Lease | undefined>;
    asked.addEventListener("success", () => write(asked.result, store));
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error));
  });
}
