/** The contract's routes, as the router needs them. */
import { contract, type Operation, type Paging, type RouteName, variants } from 'prolific-kit/contract'

export interface Route {
  readonly name: RouteName
  readonly verb: Operation<unknown>['verb']
  /** The path as the contract has it: `/api/v1/studies/{id}/`. */
  readonly path: string
  /** Status of success. */
  readonly status: number
  readonly paging: Paging | undefined
  /** The field that holds a list's rows, where it is not `results`; such a list has no pages and no links. */
  readonly rows: string | undefined
  /** Anybody may call it, without a key. */
  readonly isPublic: boolean
  /** The field of the input that is the whole body, where the body is not an object of fields. */
  readonly bodyField: string | undefined
  /** That body is one JSON value per line. */
  readonly isLines: boolean
}

/** One route per operation; fixed paths before those with an id in the same place. */
export const routes: readonly Route[] = Object.entries(contract)
  .flatMap(([resource, table]) =>
    Object.entries(table as Record<string, Operation<unknown>>).map(([method, entry]) => ({
      name: `${resource}.${method}` as RouteName,
      verb: entry.verb,
      path: entry.path,
      status: entry.facts.status ?? 200,
      paging: entry.pages,
      rows: entry.facts.rows,
      isPublic: entry.facts.public ?? false,
      bodyField: entry.facts.body,
      isLines: entry.facts.sends === 'application/x-ndjson',
    })),
  )
  .filter(({ name }) => !Object.hasOwn(variants, name))
  .sort((a, b) => (a.path.replaceAll('{', '~') < b.path.replaceAll('{', '~') ? -1 : 1))

/** A route's path as Hono has it. Without the slash at its end, a path is served with and without it. */
export const patternOf = ({ path }: Pick<Route, 'path'>): string =>
  path.replace(/\{(\w+)\}/g, ':$1').replace(/\/$/, '')
