/** Every way from one state to another, by the state that it leads from. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>

/** The states from which one is reached. */
export function statesBefore<State extends string>(transitions: Transitions<State>, state: State): State[] {
  return (Object.keys(transitions) as State[]).filter((from) => transitions[from].includes(state))
}
