/** As much of a `WebAssembly.Memory` as is needed here; not every layer's types have one. */
export interface GrowingMemory {
  readonly buffer: ArrayBufferLike;
  readonly grow: (pages: number) => number;
}

const PAGE_BYTES = 64 * 1024;

/** Memory is looked through in words of this many bytes. */
const WORD_BYTES = 8;

/**
 * Keeps the memory of an interpreter below a ceiling, and puts it back as it was. Its own limit counts values but not the
 * bytes of buffers, of which a slice could take two gigabytes.
 */
export class BoundedMemory {
  /** In bytes; what is asked for beyond it fails, as when there is no more. */
  ceiling = Infinity;

  constructor(private readonly memory: GrowingMemory) {
    const grow = memory.grow.bind(memory);
    Object.defineProperty(memory, 'grow', {
      value: (pages: number): number => {
        if (this.size + pages * PAGE_BYTES > this.ceiling) {
          throw new RangeError('no more memory is given to the sandbox');
        }
        return grow(pages);
      },
    });
  }

  /** In bytes. It never shrinks. */
  get size(): number {
    return this.memory.buffer.byteLength;
  }

  /** What is in it, up to the last byte that is not zero. */
  content(): Uint8Array {
    const words = new BigUint64Array(this.memory.buffer);
    const last = words.findLastIndex((word) => word !== 0n);
    return new Uint8Array(this.memory.buffer.slice(0, (last + 1) * WORD_BYTES));
  }

  /** Puts back what was in it: nothing is left of what came after. */
  restore(content: Uint8Array): void {
    const bytes = new Uint8Array(this.memory.buffer);
    bytes.set(content);
    bytes.fill(0, content.length);
  }
}
