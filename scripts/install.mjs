/**
 * Makes a clone ready to run: installs what the lock file says and builds what is missing.
 * Runs before `npm start` and `npm test`, says nothing when there is nothing to do, and needs no
 * dependency and no newer Node than 18, since it runs before either is there.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const BUILT = ['prolific-kit', 'sandbox', 'workflows', 'cli'].map((name) => `packages/${name}/dist`)

if (!isInstalled()) npm('ci', '--no-audit', '--no-fund')
if (!BUILT.every((folder) => existsSync(path.join(root, folder)))) npm('run', '--silent', 'build')

/** Whether every package of the lock file is installed as it says. npm keeps a list of what it installed. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json')
  const installed = packagesOf('node_modules/.package-lock.json')
  return Object.entries(wanted ?? {}).every(([name, { version, integrity, optional }]) => {
    const there = installed?.[name]
    // Packages for other systems are optional and not installed.
    if (!there) return name === '' || (optional && installed)
    return there.version === version && there.integrity === integrity
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages
  } catch {
    return undefined
  }
}

function npm(...words) {
  // The npm that runs us, if one does: another one may not be on the path.
  const cli = process.env.npm_execpath
  const [command, args] = cli?.endsWith('.js') ? [process.execPath, [cli, ...words]] : ['npm', words]
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: command === 'npm' && process.platform === 'win32',
  })
  if (error) console.error(`npm cannot be started: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}
