/** What is done with the packed packages. Each part gives its steps; all find the packages installed. */
import path from 'node:path'
import { ROOT, tool } from '../toolchain/run.ts'
import type { Step } from '../toolchain/steps.ts'
import type { Consumer } from './consumer.ts'

const OLDER_NODES = [20, 22]
const TYPESCRIPTS = ['5.9', '7.0']

/** What others' tools would say of the packages. */
export function published(consumer: Consumer): Step[] {
  const attw = consumer.installed('@arethetypeswrong/cli/dist/index.js')
  return [
    consumer.install('arethetypeswrong', '@arethetypeswrong/cli'),
    ...consumer.tarballs.flatMap((tarball) => {
      const name = path.basename(tarball)
      return [
        consumer.step(`publint ${name}`, tool('publint'), tarball),
        // The packages are ES modules alone, which the Nodes that they promise can `require()`.
        consumer.step(`types of ${name}`, process.execPath, attw, tarball, '--profile', 'esm-only'),
      ]
    }),
  ]
}

/** The declarations, with those of all packages checked too: a broken one is otherwise taken for `any`. */
export function types(consumer: Consumer): Step[] {
  const manners = {
    nodenext: [],
    bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'],
  }
  return [
    consumer.install('TypeScripts', ...TYPESCRIPTS.map((n) => `typescript-${n}@npm:typescript@${n}`)),
    ...TYPESCRIPTS.flatMap((n) => {
      const tsc = consumer.installed(`typescript-${n}/bin/tsc`)
      return Object.entries(manners).map(([name, manner]) =>
        consumer.step(
          `TypeScript ${n}, ${name}`,
          process.execPath,
          tsc,
          '-p',
          'types.tsconfig.json',
          ...manner,
        ),
      )
    }),
  ]
}

export function programs(consumer: Consumer): Step[] {
  const binary = 'node_modules/@prolific-kit/cli/bin/prolific-kit.js'
  const out = path.join(consumer.top, 'out')
  const on = (name: string, node: string) => [
    consumer.step(`${name}: import`, node, 'esm.mjs'),
    consumer.step(`${name}: require`, node, 'require.cjs'),
    consumer.step(`${name}: workflows`, node, 'workflows.mjs'),
    consumer.step(`${name}: command line`, node, binary, '--version'),
    consumer.step(`${name}: a study from draft to paid`, node, binary, 'demo', '--out', out),
  ]
  return [
    consumer.install('older Nodes', ...OLDER_NODES.map((n) => `node${n}@npm:node@${n}`)),
    ...OLDER_NODES.flatMap((n) => on(`Node ${n}`, consumer.installed(`node${n}/bin/node`))),
    ...on(`Node ${process.versions.node}`, process.execPath),
  ]
}

/** Bundles that would fail if they reached for Node, and run where there is none. */
export function bundles(consumer: Consumer): Step[] {
  const bundle = (name: string, ...options: string[]) =>
    consumer.step(
      `bundling ${name}`,
      tool('esbuild'),
      `${name}.mjs`,
      `--outfile=${name}.bundle.mjs`,
      ...['--bundle', '--format=esm', '--platform=browser', '--log-level=warning'],
      ...options,
    )
  const page = path.join(ROOT, 'scripts/consumers/page.ts')
  return [
    bundle('browser'),
    consumer.step('running the bundle', process.execPath, 'browser.bundle.mjs'),
    // workerd is Cloudflare's runtime itself, and its package brings the binary.
    consumer.install('workerd', 'workerd'),
    bundle('worker', '--conditions=workerd,worker,browser'),
    consumer.step('a worker in workerd', process.execPath, 'worker.run.mjs'),
    bundle('page', '--minify'),
    consumer.step(
      'a page in Chromium',
      process.execPath,
      page,
      path.join(consumer.folder, 'page.bundle.mjs'),
    ),
  ]
}

/** Logs and spans, by the packages that people use for them. */
export function observers(consumer: Consumer): Step[] {
  // Together: the packages of one release, since their newest ones do not always go together.
  const telemetry = ['api@1.9', 'core@2', 'sdk-trace-base@2'].map((name) => `@opentelemetry/${name}`)
  return [
    consumer.install('observers', 'pino', 'winston', '@types/node', ...telemetry),
    consumer.step('types of observers', tool('tsc'), '-p', 'observers.tsconfig.json'),
    consumer.step('observers', process.execPath, 'observers.ts'),
  ]
}
