import type { Session } from "@/api/types";

/** What a session is done for. */
export interface Labels {
  ticket_number: string;
  client_name: string;
}

export interface LabelsState {
  typed: Labels;
  isSending: boolean;
  /** Why the server has not taken it; null once something else is typed. */
  problem: unknown;
  /** Something was saved since the page is open, and nothing was typed since. */
  isSaved: boolean;
}

const FIELDS = ["ticket_number", "client_name"] as const;

export function labelsOf({ ticket_number, client_name }: Session): Labels {
  return { ticket_number: ticket_number ?? "", client_name: client_name ?? "" };
}

/** The ticket and the client as they are typed, until the server has them. */
export class LabelsDraft {
  #state: LabelsState;
  #known: Labels;
  #send: (changed: Partial<Labels>) => Promise<unknown>;
  #sending: Promise<boolean> | null = null;
  #listeners = new Set<() => void>();

  constructor(known: Labels, send: (changed: Partial<Labels>) => Promise<unknown>) {
    this.#known = known;
    this.#send = send;
    this.#state = { typed: known, isSending: false, problem: null, isSaved: false };
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): LabelsState => this.#state;

  get isChanged(): boolean {
    return FIELDS.some((field) => this.#differs(field));
  }

  type(change: Partial<Labels>): void {
    this.#set({ typed: { ...this.#state.typed, ...change }, problem: null, isSaved: false });
  }

  /** Takes over what the server says, but for what is being typed. */
  adopt(known: Labels): void {
    const typed = { ...this.#state.typed };
    for (const field of FIELDS) if (!this.#differs(field)) typed[field] = known[field];
    this.#known = known;
    this.#set({ typed });
  }

  /** Sends what is typed; false when the server does not take it. Who asks while it is being sent waits for the same. */
  readonly save = (): Promise<boolean> => {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  };

  async #sendAll(): Promise<boolean> {
    if (!this.isChanged) return true;
    this.#set({ isSending: true, problem: null });
    try {
      // Once more if something was typed meanwhile.
      while (this.isChanged) {
        const changed: Partial<Labels> = {};
        for (const field of FIELDS)
          if (this.#differs(field)) changed[field] = this.#state.typed[field].trim();
        await this.#send(changed);
        this.#known = { ...this.#known, ...changed };
      }
      this.#set({ isSending: false, isSaved: true });
      return true;
    } catch (problem) {
      this.#set({ isSending: false, problem });
      return false;
    }
  }

  #differs(field: keyof Labels): boolean {
    return this.#state.typed[field].trim() !== this.#known[field];
  }

  #set(change: Partial<LabelsState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
