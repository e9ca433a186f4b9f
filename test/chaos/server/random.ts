/**
 * Numbers in [0, 1) that depend on nothing but the words given: the same words, the same numbers. Each decision has words
 * of its own, so that it comes out the same however the calls of a run happen to overtake each other.
 */
export function random(...words: readonly (string | number)[]): () => number {
  let state = hash(words.join("\n"));
  // mulberry32: 32 bits of state are plenty for the handful of numbers that are drawn from one stream.
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a, with the final mix of MurmurHash3: words that differ in one digit must give streams that have nothing in common. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
