const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Receives every line without its end. `cut`: the line was longer, the rest of it is lost. */
export type LineReceiver = (line: string, cut: boolean) => void;

export interface LineDecoder {
  push(chunk: Uint8Array): void;
  /** A last line without a line end is given too. */
  end(): void;
}

/** Cuts a stream of bytes into lines of at most `maxBytes`; holds no more than that. What is not UTF-8 becomes U+FFFD. */
export function createLineDecoder(maxBytes: number, onLine: LineReceiver): LineDecoder {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let cut = false;
  const hold = (part: Uint8Array) => {
    const room = maxBytes - heldBytes;
    if (part.length > room) cut = true;
    const kept = part.length > room ? part.subarray(0, room) : part;
    if (kept.length === 0) return;
    held.push(kept);
    heldBytes += kept.length;
  };
  const flush = () => {
    const bytes = held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held, heldBytes);
    const whole = cut ? withoutHalfCharacter(bytes) : bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes;
    const wasCut = cut;
    held = [];
    heldBytes = 0;
    cut = false;
    onLine(decoder.decode(whole), wasCut);
  };
  return {
    push: (chunk) => {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        hold(chunk.subarray(start, end));
        flush();
        start = end + 1;
      }
      if (start < chunk.length) hold(chunk.subarray(start));
    },
    end: () => {
      if (heldBytes > 0 || cut) flush();
    },
  };
}

/** The cut may have gone through a character: its first bytes go too. */
function withoutHalfCharacter(bytes: Uint8Array): Uint8Array {
  let start = bytes.length - 1;
  while (start >= 0 && bytes.length - start < 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  const lead = bytes[start] ?? 0;
  const wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return bytes.length - start < wanted ? bytes.subarray(0, start) : bytes;
}
