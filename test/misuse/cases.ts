/** Ways to use the command line wrongly: a line for a shell, the exit code, and what its message must say. */
import { ExitCode } from '../../packages/cli/src/exit-codes.ts'

const { NO, USAGE, REFUSED, NOT_FOUND, KEY, RATE_LIMIT, SERVER, MACHINE } = ExitCode

/** What goes wrong, the line, the exit code, the message. */
export type Case = readonly [why: string, line: string, code: ExitCode, says: RegExp]

const words: Case[] = [
  ['no command', 'prolific-kit', USAGE, /Usage: prolific-kit/],
  [
    'a command near a known one',
    'prolific-kit whoamy',
    USAGE,
    /unknown command 'whoamy'.*Did you mean whoami\?/s,
  ],
  [
    'a resource near a known one',
    'prolific-kit studys list',
    USAGE,
    /unknown command 'studys'.*Did you mean studies\?/s,
  ],
  [
    'a verb near a known one',
    'prolific-kit studies lits',
    USAGE,
    /unknown command 'lits'.*Did you mean list\?/s,
  ],
  ['no verb', 'prolific-kit studies', USAGE, /Usage: prolific-kit studies/],
  [
    'a flag near a known one',
    'prolific-kit studies list --stat ACTIVE',
    USAGE,
    /unknown option '--stat'.*Did you mean --state\?/s,
  ],
  [
    'a flag in snake case',
    'prolific-kit studies create --total_available_places 3',
    USAGE,
    /--total-available-places/,
  ],
  ['no id', 'prolific-kit studies retrieve', USAGE, /needs <id>/],
  ['too many words', 'prolific-kit studies retrieve STUDY_ID STUDY_ID', USAGE, /too many arguments/],
  ['a flag without its value', 'prolific-kit studies list --state', USAGE, /argument missing|needs/],
  [
    'a format that is none',
    'prolific-kit studies list --output tabel',
    USAGE,
    /tabel.*table, json, ndjson, csv, yaml, id/s,
  ],
  ['no rows at all', 'prolific-kit studies list --limit 0', USAGE, /whole number/],
  ['fields without names', 'prolific-kit studies list --fields ,', USAGE, /names separated by commas/],
  [
    'a field that is not there',
    'prolific-kit studies list --fields staus --output json',
    USAGE,
    /staus.*status/s,
  ],
  ['a shell that is none', 'prolific-kit completion tcsh', USAGE, /bash, zsh/],
]

const values: Case[] = [
  ['a word for a number', 'prolific-kit studies update STUDY_ID --reward much', REFUSED, /--reward/],
  ['pounds for pence', 'prolific-kit studies update STUDY_ID --reward 1.5', REFUSED, /--reward.*1\.5/s],
  ['an amount below nothing', 'prolific-kit studies update STUDY_ID --reward=-150', REFUSED, /--reward/],
  [
    'a number beyond all numbers',
    'prolific-kit studies update STUDY_ID --estimated-completion-time 99999999999999999999',
    REFUSED,
    /--estimated-completion-time/,
  ],
  [
    'a status that is none',
    'prolific-kit submissions list --study STUDY_ID --status AWAITNG',
    USAGE,
    /--status.*awaiting-review/s,
  ],
  ['a list that is no JSON', `prolific-kit studies update STUDY_ID --filters '[{oops'`, USAGE, /--filters/],
  ['an id that climbs', 'prolific-kit studies retrieve ../users/me', REFUSED, /id/],
  ['an id with a line break', `prolific-kit studies retrieve "$(printf 'a\\nb')"`, REFUSED, /id/],
  ['no id in an empty variable', 'prolific-kit studies retrieve ""', REFUSED, /id/],
  [
    'a thing that is not there',
    'prolific-kit studies retrieve aaaaaaaaaaaaaaaaaaaaaaaa',
    NOT_FOUND,
    /studies\.retrieve/,
  ],
]

const keys: Case[] = [
  [
    'two names to store a key under',
    'prolific-kit register prolific name=lab api_key=zz name=other',
    USAGE,
    /two settings "name"/,
  ],
  ['no key to store', 'prolific-kit register --profile lab < /dev/null', KEY, /empty/],
  ['no key', 'PROLIFIC_API_KEY= PROLIFIC_TOKEN= prolific-kit whoami', KEY, /register --profile/],
  [
    'a profile without a file of profiles',
    'prolific-kit whoami --profile lab',
    KEY,
    /register --profile lab/,
  ],
  ['a profile near a known one', 'HOME=$PWD/keys prolific-kit whoami --profile labb', KEY, /labb/],
  ['damaged credentials', 'HOME=$PWD/damaged prolific-kit whoami --profile lab', KEY, /damaged/],
  [
    'credentials that are a folder',
    'HOME=$PWD/folders prolific-kit whoami --profile lab',
    KEY,
    /credentials/,
  ],
  [
    'a key that the server does not take',
    'PROLIFIC_API_KEY=live PROLIFIC_TOKEN= prolific-kit whoami',
    KEY,
    /whoami|users\.me|key/,
  ],
  [
    'the key of a sandbox for Prolific',
    'prolific-kit whoami --base-url https://api.prolific.com',
    KEY,
    /sandbox/,
  ],
  [
    'a key in clear text',
    'PROLIFIC_API_KEY=live prolific-kit whoami --base-url http://lab.example.org',
    REFUSED,
    /https/,
  ],
  ['an address that is none', 'prolific-kit whoami --base-url localhost', REFUSED, /base|address/i],
  [
    'an unknown setting',
    'PROLIFIC_CONFIG=config.yaml prolific-kit whoami',
    USAGE,
    /config\.yaml.*workspaces/s,
  ],
  ['a broken configuration', 'PROLIFIC_CONFIG=broken.yaml prolific-kit whoami', USAGE, /broken\.yaml/],
  ['no configuration where one is named', 'PROLIFIC_CONFIG=no.yaml prolific-kit whoami', USAGE, /no\.yaml/],
]

const servers: Case[] = [
  [
    'nobody listens',
    'prolific-kit whoami --base-url http://127.0.0.1:9',
    SERVER,
    /could not reach.*base URL/,
  ],
  ['a page of a proxy', 'prolific-kit whoami --base-url HTML_URL', SERVER, /502/],
  [
    'a message that would take over the terminal',
    'prolific-kit studies publish STUDY_ID --yes --max-cost "99.00 GBP" --base-url HOSTILE_URL',
    REFUSED,
    /Refused/,
  ],
  ['come back in an hour', 'prolific-kit whoami --base-url BUSY_URL', RATE_LIMIT, /3600|hour/],
  ['half an answer', 'prolific-kit whoami --base-url GARBAGE_URL', SERVER, /users\.me/],
  ['a server that hangs up', 'prolific-kit whoami --base-url SILENT_URL', SERVER, /users\.me/],
]

const files: Case[] = [
  ['bad YAML at line 7', 'prolific-kit studies create -f line7.yaml', REFUSED, /line7\.yaml:7/],
  ['a quote that never ends', 'prolific-kit studies create -f quote.yaml', REFUSED, /quote\.yaml:9/],
  ['a field twice', 'prolific-kit studies create -f twice.yaml', REFUSED, /twice\.yaml:10.*reward/s],
  [
    'a field near a known one',
    'prolific-kit studies create -f misspelt.yaml',
    REFUSED,
    /misspelt\.yaml:9.*reward/s,
  ],
  [
    'pounds for pence in a file',
    'prolific-kit studies create -f fraction.yaml',
    REFUSED,
    /fraction\.yaml:9.*1\.5/s,
  ],
  ['an empty file', 'prolific-kit studies create -f empty.yaml', REFUSED, /empty\.yaml/],
  ['a list for a study', 'prolific-kit studies create -f list.yaml', REFUSED, /list\.yaml/],
  ['JSON that was cut off', 'prolific-kit studies create -f cut.json', REFUSED, /cut\.json:1/],
  ['a file that is no text', 'prolific-kit studies create -f binary.yaml', REFUSED, /binary\.yaml/],
  ['a file that is not there', 'prolific-kit studies create -f nowhere.yaml', USAGE, /nowhere\.yaml/],
  ['a folder for a file', 'prolific-kit studies create -f folder', USAGE, /folder/],
  [
    'an input that is not there',
    'prolific-kit studies update STUDY_ID --input nowhere.yaml',
    USAGE,
    /nowhere\.yaml/,
  ],
  [
    'bad YAML at line 7 of an input',
    'prolific-kit studies update STUDY_ID --input line7.yaml',
    USAGE,
    /line7\.yaml.*7/s,
  ],
  [
    'a value from a file that is not there',
    'prolific-kit studies update STUDY_ID --filters @nowhere.json',
    USAGE,
    /nowhere\.json/,
  ],
  ['no input', 'prolific-kit studies update STUDY_ID --input - <&-', USAGE, /input/],
  ['a full disk', 'prolific-kit studies list --output json --out /dev/full', MACHINE, /\/dev\/full/],
  ['a folder for the answer', 'prolific-kit studies list --output json --out folder', USAGE, /folder/],
  [
    'a folder that is not there',
    'prolific-kit studies list --output json --out no/such/file',
    USAGE,
    /no\/such/,
  ],
  [
    'a full disk behind stdout',
    'prolific-kit studies list --output json > /dev/full',
    MACHINE,
    /disk|ENOSPC|space/,
  ],
  ['an OpenAPI file that is not there', 'prolific-kit drift nowhere.yaml', USAGE, /nowhere\.yaml/],
  [
    'a study file of the demo that is not there',
    'prolific-kit demo --study nowhere.yaml',
    USAGE,
    /nowhere\.yaml/,
  ],
  ['a port that is none', 'prolific-kit sandbox --port http', USAGE, /port/],
  ['a port that is in use', 'prolific-kit sandbox --port SANDBOX_PORT', MACHINE, /in use/],
  [
    'anchors without end',
    'prolific-kit studies update STUDY_ID --input bomb.yaml',
    USAGE,
    /bomb\.yaml.*anchors/s,
  ],
  [
    'anchors without end in a study',
    'prolific-kit studies create -f bomb.yaml',
    REFUSED,
    /bomb\.yaml.*anchors/s,
  ],
  [
    'a tag of a programming language',
    'prolific-kit studies update STUDY_ID --input tag.yaml',
    USAGE,
    /tag\.yaml.*line 1/s,
  ],
  [
    'a name in another encoding',
    'prolific-kit studies update STUDY_ID --name @latin.txt',
    USAGE,
    /latin\.txt.*UTF-8/s,
  ],
  [
    'a message in another encoding',
    'prolific-kit messages send --study-id ACTIVE_STUDY_ID --status awaiting-review --body @latin.txt --yes',
    USAGE,
    /latin\.txt.*UTF-8/s,
  ],
  [
    'an export without a folder to go to',
    'prolific-kit export ACTIVE_STUDY_ID --out no/such/file.csv --yes',
    USAGE,
    /no\/such.*Nothing was done/s,
  ],
  [
    'a full disk for an export',
    'prolific-kit export ACTIVE_STUDY_ID --no-demographics --out /dev/full',
    MACHINE,
    /\/dev\/full.*full/s,
  ],
  [
    'results without a folder to go to',
    'prolific-kit demo --out /dev/full/results',
    MACHINE,
    /\/dev\/full\/results.*a file is in its place.*Nothing was done/,
  ],
  [
    'a file for the folder of results',
    'prolific-kit demo --out study.yaml',
    MACHINE,
    /--out study\.yaml.*folder.*a file is in its place.*Nothing was done/,
  ],
  [
    'a folder of results where none can be made',
    'prolific-kit demo --out /proc/results/here',
    MACHINE,
    /--out \/proc\/results\/here.*nothing can be made there/,
  ],
  ['agents at a port that is in use', 'prolific-kit mcp --http SANDBOX_PORT', MACHINE, /in use/],
  ['a world that is kept in no file', 'prolific-kit sandbox --port 0 --data folder', MACHINE, /folder/],
  ['a folder for an OpenAPI file', 'prolific-kit drift folder', USAGE, /folder/],
  ['an input of nothing', 'prolific-kit studies create --input empty.txt', USAGE, /empty\.txt/],
]

const money: Case[] = [
  ['publishing without a terminal', 'prolific-kit studies publish STUDY_ID', USAGE, /terminal.*--yes/s],
  [
    'a higher reward without a terminal',
    'prolific-kit studies update ACTIVE_STUDY_ID --reward "9.00 GBP"',
    USAGE,
    /spends money.*--yes/s,
  ],
  ['publishing without a ceiling', 'prolific-kit studies publish STUDY_ID --yes', USAGE, /--max-cost/],
  [
    'a ceiling without a currency',
    'prolific-kit studies publish STUDY_ID --yes --max-cost 25',
    USAGE,
    /25\.00 GBP/,
  ],
  [
    'a ceiling in another currency',
    'prolific-kit studies publish STUDY_ID --yes --max-cost "99.00 USD"',
    USAGE,
    /GBP/,
  ],
  [
    'a ceiling that is too low',
    'prolific-kit studies publish STUDY_ID --yes --max-cost "1.00 GBP"',
    REFUSED,
    /1\.00 GBP/,
  ],
  [
    'paying without a terminal',
    'prolific-kit bonuses pay aaaaaaaaaaaaaaaaaaaaaaaa',
    USAGE,
    /terminal.*--yes/s,
  ],
  [
    'removing a published study',
    'prolific-kit studies remove ACTIVE_STUDY_ID --yes',
    REFUSED,
    /studies\.remove/,
  ],
  [
    'a table of bonuses that is not there',
    'prolific-kit bonuses check --study ACTIVE_STUDY_ID -f nowhere.csv',
    USAGE,
    /nowhere\.csv/,
  ],
  [
    'a table of bonuses with a heading',
    'prolific-kit bonuses check --study ACTIVE_STUDY_ID -f header.csv',
    NO,
    /line 1: is a heading/,
  ],
  [
    'pence for pounds',
    'prolific-kit bonuses check --study ACTIVE_STUDY_ID -f pence.csv',
    NO,
    /100 times the reward/,
  ],
  [
    'a bonus below nothing',
    'prolific-kit bonuses check --study ACTIVE_STUDY_ID -f negative.csv',
    NO,
    /-1\.00/,
  ],
  ['a bonus of words', 'prolific-kit bonuses check --study ACTIVE_STUDY_ID -f word.csv', NO, /lots/],
  [
    'a bonus for a stranger',
    'prolific-kit bonuses check --study ACTIVE_STUDY_ID -f stranger.csv',
    NO,
    /aaaaaaaa/,
  ],
  [
    'approving from a file of no ids',
    'prolific-kit submissions approve --ids ids.txt --study ACTIVE_STUDY_ID --yes',
    USAGE,
    /ids\.txt|not-an-id/,
  ],
  [
    'approving somebody without a terminal',
    'prolific-kit submissions approve --study ACTIVE_STUDY_ID --code DONE',
    USAGE,
    /--yes/,
  ],
  [
    'a message without a terminal',
    'prolific-kit messages send --recipient-id PARTICIPANT_ID --study-id ACTIVE_STUDY_ID --body Hello',
    USAGE,
    /--yes/,
  ],
  ['an approval without a terminal', 'prolific-kit approve ABCD-EFGH', REFUSED, /terminal/],
  ['an agent that may spend without a ceiling', 'prolific-kit mcp --allow-spending', USAGE, /--max-cost/],
  [
    'a ceiling that is no number',
    'prolific-kit studies publish STUDY_ID --yes --max-cost "1e3 GBP"',
    USAGE,
    /25\.00 GBP/,
  ],
  [
    'a ceiling in a currency that is none',
    'prolific-kit studies publish STUDY_ID --yes --max-cost "5 EUR"',
    USAGE,
    /25\.00 GBP/,
  ],
  [
    'publishing what is published',
    'prolific-kit studies publish ACTIVE_STUDY_ID --yes --max-cost "99.00 GBP"',
    REFUSED,
    /only a draft/,
  ],
  [
    'pence for pounds in a set-up',
    "prolific-kit bonuses set-up --study-id ACTIVE_STUDY_ID --csv-bonuses 'PARTICIPANT_ID,150'",
    REFUSED,
    /--allow-large-amounts/,
  ],
  [
    'a bonus that is a bare number',
    `prolific-kit bonuses set-up --study-id ACTIVE_STUDY_ID --bonuses '[{"participant_id": "PARTICIPANT_ID", "amount": 1.5}]'`,
    REFUSED,
    /"0\.50 GBP"/,
  ],
  [
    'approving nobody in particular',
    'prolific-kit submissions approve --study ACTIVE_STUDY_ID --yes',
    USAGE,
    /--status awaiting-review/,
  ],
  [
    'approving one and many at once',
    'prolific-kit submissions approve SUBMISSION_ID --study ACTIVE_STUDY_ID --yes',
    USAGE,
    /not both/,
  ],
  [
    'approving a stranger',
    'echo aaaaaaaaaaaaaaaaaaaaaaaa | prolific-kit submissions approve --study ACTIVE_STUDY_ID --ids - --yes',
    REFUSED,
    /Nothing was done/,
  ],
  [
    'approving from no input',
    'prolific-kit submissions approve --study ACTIVE_STUDY_ID --ids - --yes',
    USAGE,
    /holds no ids/,
  ],
  [
    'times that exclude each other',
    'prolific-kit submissions approve --study ACTIVE_STUDY_ID --min-time 5m --max-time 1m --yes',
    USAGE,
    /--min-time/,
  ],
  [
    'a time without its unit',
    'prolific-kit submissions approve --study ACTIVE_STUDY_ID --min-time 5 --yes',
    USAGE,
    /90s, 5m/,
  ],
  [
    'approving above a ceiling',
    'prolific-kit submissions approve --study ACTIVE_STUDY_ID --status awaiting-review --yes --max-cost "0.50 GBP"',
    REFUSED,
    /0\.50 GBP.*Nothing was done/s,
  ],
  [
    'rejecting without a reason',
    'prolific-kit submissions reject SUBMISSION_ID --yes',
    USAGE,
    /--message.*--rejection-category/s,
  ],
  [
    'a message without a text',
    'prolific-kit messages send --study-id ACTIVE_STUDY_ID --status awaiting-review --yes',
    USAGE,
    /--body/,
  ],
  [
    'a message to nobody',
    'prolific-kit messages send --study-id ACTIVE_STUDY_ID --body Hello --yes',
    REFUSED,
    /--recipient-id/,
  ],
  ['a review of no study', 'prolific-kit review', USAGE, /Which study\?.*--alarms/s],
  [
    'a review by rules that are not there',
    'prolific-kit review ACTIVE_STUDY_ID --rules nowhere.yaml',
    USAGE,
    /nowhere\.yaml.*no such file/s,
  ],
  [
    'a review by rules that are a study',
    'prolific-kit review ACTIVE_STUDY_ID --rules study.yaml',
    REFUSED,
    /study\.yaml:2:1: this holds no list of rules/,
  ],
  [
    'a review by a rule with a field misspelt',
    `echo '- { when: { code: DONE }, then: { action: approve, reason: code } }' | prolific-kit review ACTIVE_STUDY_ID --rules -`,
    REFUSED,
    /standard input:1:\d+: when\.code is no field of it/,
  ],
  ['watching for lunch', 'prolific-kit studies watch ACTIVE_STUDY_ID --until lunch', USAGE, /over/],
  ['watching a draft', 'prolific-kit studies watch STUDY_ID', REFUSED, /draft/],
]

export const cases: readonly Case[] = [...words, ...values, ...keys, ...servers, ...files, ...money]

/** These are no mistakes, but must end in good order all the same: what is printed, and what is said. */
export const harmless: readonly (readonly [why: string, line: string, out: RegExp, says: RegExp])[] = [
  [
    'a reader that has seen enough',
    '(prolific-kit studies list --all --output ndjson; echo "ended $?" >&2) | head -c 1',
    /^\{$/,
    /^ended 0$/,
  ],
  [
    'names that are formulas',
    'prolific-kit studies list --output csv --fields name --base-url LIST_URL',
    /^name\n"'=HYPERLINK/,
    /^$/,
  ],
  [
    'names that clear the screen',
    'prolific-kit studies list --fields name --base-url LIST_URL',
    /^name\s+=HYPERLINK\("evil"\)[ -~]*\n$/,
    /^$/,
  ],
  [
    'standard error that is closed',
    'prolific-kit studies list --output id --limit 1 2>&-',
    /^[0-9a-f]{24}\n$/,
    /^$/,
  ],
]
