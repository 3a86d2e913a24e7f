/** Refuses options that there are not: JavaScript passes over a slip, and another world would begin than was meant. */
import { nearest } from './core/nearest.ts'
import type { SandboxOptions } from './index.ts'
import type { RuleOptions } from './world/rules.ts'

const OPTIONS: Readonly<Record<keyof SandboxOptions, true>> = {
  seed: true,
  now: true,
  clock: true,
  mode: true,
  rules: true,
  allowHosts: true,
  webhookTimeout: true,
  port: true,
  data: true,
  keys: true,
}
const RULES: Readonly<Record<keyof RuleOptions, true>> = {
  publishing: true,
  exceptionallyFast: true,
  rejections: true,
  minimumPay: true,
}

/** Throws a TypeError that names the wrong one. */
export function checkOptions(options: SandboxOptions): void {
  mustBeKnown('option', options, OPTIONS)
  mustBeKnown('rule', options.rules ?? {}, RULES)
  mustBeOneOf('clock', options.clock, ['manual', 'real'])
  mustBeOneOf('mode', options.mode, ['compat', 'strict'])
}

function mustBeKnown(kind: string, given: object, known: Readonly<Record<string, true>>): void {
  const names = Object.keys(known)
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown === undefined) return
  const meant = nearest(unknown, names)
  throw new TypeError(
    `There is no ${kind} ${unknown}. ${meant ? `Did you mean ${meant}?` : `There are ${names.join(', ')}.`}`,
  )
}

function mustBeOneOf(name: string, given: string | undefined, choices: readonly string[]): void {
  if (given === undefined || choices.includes(given)) return
  throw new TypeError(`${name} is ${choices.join(' or ')}, not ${JSON.stringify(given)}`)
}
