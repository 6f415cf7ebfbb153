/**
 * What this device remembers of a run: events that are not sent yet, and where the person was in the step (seconds,
 * ticks, a note being written), so that a reload resumes there. Of each person by themselves.
 */
import type { Pending } from "./recorder";

/** Where the person is in the current step. */
export interface Place {
  /** The number of the session's last event: of another one, the place means nothing. */
  seq: number;
  /** Seconds of work since that event. */
  seconds: number;
  /** The ticked items of the step's checklist. */
  ticks: number[];
  /** A note that is not saved yet. */
  draft: string;
}

const PREFIX = "branchbook.run";

export class RunStore {
  readonly #mine: string;
  readonly #queues: string;
  readonly #place: string;

  /** `tab` tells two tabs of one browser apart: neither overwrites what the other has not sent. */
  constructor(
    private readonly storage: Storage,
    user: string,
    session: string,
    tab: string,
  ) {
    this.#queues = `${PREFIX}.${user}.${session}.queue.`;
    this.#mine = this.#queues + tab;
    this.#place = `${PREFIX}.${user}.${session}.place`;
  }

  /** What this tab has not sent, or else a tab that is gone. Sending it twice is safe. */
  loadQueue(): Pending[] {
    const own = this.#read<Pending[]>(this.#mine);
    if (own) return own;
    const other = this.#keys().find((key) => key.startsWith(this.#queues));
    const taken = other === undefined ? null : this.#read<Pending[]>(other);
    if (other !== undefined && taken) {
      this.keepQueue(taken);
      this.#drop(other);
    }
    return taken ?? [];
  }

  keepQueue(queue: readonly Pending[]): void {
    if (queue.length > 0) this.#write(this.#mine, queue);
    else this.#drop(this.#mine);
  }

  loadPlace(): Place | null {
    return this.#read<Place>(this.#place);
  }

  keepPlace(place: Place): void {
    this.#write(this.#place, place);
  }

  dropPlace(): void {
    this.#drop(this.#place);
  }

  #keys(): string[] {
    return Array.from({ length: this.storage.length }, (_, place) => this.storage.key(place) ?? "");
  }

  // Storage may be full or forbidden. Then nothing survives a reload, but the run goes on.
  #read<Value>(key: string): Value | null {
    try {
      const text = this.storage.getItem(key);
      return text === null ? null : (JSON.parse(text) as Value);
    } catch {
      return null;
    }
  }

  #write(key: string, value: unknown): void {
    try {
      this.storage.setItem(key, JSON.stringify(value));
    } catch {
      // What was kept before stays: events that the server has meanwhile are sent again in vain, but safely.
    }
  }

  #drop(key: string): void {
    try {
      this.storage.removeItem(key);
    } catch {
      // Nothing was kept, then.
    }
  }
}

/** The sessions of this person that have events waiting on this device. */
export function sessionsWithUnsent(storage: Storage, user: string): string[] {
  const found = new Set<string>();
  for (let place = 0; place < storage.length; place++) {
    const [session, what] = (storage.key(place) ?? "").slice(`${PREFIX}.${user}.`.length).split(".");
    if (storage.key(place)?.startsWith(`${PREFIX}.${user}.`) && session && what === "queue")
      found.add(session);
  }
  return [...found];
}

/** The name of this tab, kept as long as the tab is. */
export function tabName(storage: Storage, random: () => string): string {
  const key = `${PREFIX}.tab`;
  try {
    const known = storage.getItem(key);
    if (known) return known;
    const name = random();
    storage.setItem(key, name);
    return name;
  } catch {
    return random();
  }
}
