/** Lets a bounded number through at once; others wait in order, and a bounded number of them. */
export class Turnstile {
  readonly #places: number;
  readonly #waitingPlaces: number;
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number, waitingPlaces: number) {
    this.#places = places;
    this.#waitingPlaces = waitingPlaces;
  }

  /** Resolves with the way out, or with undefined when too many wait already. */
  async enter(): Promise<(() => void) | undefined> {
    if (this.#inside < this.#places) this.#inside += 1;
    else if (this.#waiting.length >= this.#waitingPlaces) return undefined;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave();
    };
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#inside -= 1;
  }
}
