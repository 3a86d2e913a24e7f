/** Virtual time that goes on for all processes alike, many times as fast as the machine's. */

export interface VirtualTime {
  /** Virtual and real milliseconds since 1970 at the same moment. */
  virtual: number
  real: number
  /** Virtual milliseconds in a real one. */
  speed: number
}

export const clockOf = ({ virtual, real, speed }: VirtualTime) => ({
  now: () => Math.round(virtual + (Date.now() - real) * speed),
})
