/** Addresses of pods, 10.244.0.2 to 10.244.255.254, each given out as late as possible again. */
export class IpPool {
  readonly #used = new Set<number>();
  #last = 1;

  /** Throws when all are taken. */
  take(): string {
    for (let tries = 0; tries < 65_000; tries += 1) {
      this.#last = this.#last >= 65_000 ? 2 : this.#last + 1;
      if (this.#used.has(this.#last) || this.#last % 256 === 255 || this.#last % 256 === 0) continue;
      this.#used.add(this.#last);
      return `10.244.${this.#last >> 8}.${this.#last & 255}`;
    }
    throw new Error('no pod address is free');
  }

  give(ip: string): void {
    const [, , high = 0, low = 0] = ip.split('.').map(Number);
    this.#used.delete(high * 256 + low);
  }
}
