/** As much of a `WebAssembly.Memory` as is needed here; not every layer's types have one. */
export interface GrowingMemory {
  readonly buffer: ArrayBufferLike;
  readonly grow: (pages: number) => number;
}

const PAGE_BYTES = 64 * 1024;

/**
 * Keeps the memory of an interpreter below a ceiling. Its own limit counts values but not the bytes of buffers, of which
 * a slice could take two gigabytes.
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
}
