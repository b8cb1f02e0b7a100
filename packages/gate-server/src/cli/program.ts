import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { CommandIo } from './command-io.ts'
import type { ExitCode } from './exit-code.ts'
import type { CalibrateOptions } from './commands/calibrate.ts'
import type { CanaryOptions } from './commands/canary.ts'
import type { CollectOptions } from './commands/collect.ts'
import type { CompareOptions } from './commands/compare.ts'
import type { EvaluateOptions } from './commands/evaluate.ts'
import type { ExplainOptions } from './commands/explain.ts'
import type { ImportWaiversOptions } from './commands/import-waivers.ts'
import type { LintOptions } from './commands/lint.ts'
import type { PlanOptions } from './commands/plan.ts'
import type { ReferenceOptions, ResetReferenceOptions } from './commands/reference.ts'
import type { ServeOptions } from './commands/serve.ts'
import type { CreateTokenOptions, TokenOptions } from './commands/token.ts'
import type { WaitOptions } from './commands/wait.ts'

const serverText = 'address of the service (KOSMOS_SERVER)'
const tokenText = 'API token; better given as KOSMOS_TOKEN, which no process list shows'
const jsonText = 'one JSON object on stdout, everything else on stderr'

/**
 * Every command with its options. Each command's work is loaded when it is asked for, so that `--version` and `--help`
 * load nothing else.
 */
export function createProgram(io: CommandIo, exitWith: (code: ExitCode) => void): Command {
  const program = new Command('kosmos-gate')
    .description('May this deployment go on? A gate that answers with evidence.')
    .version(packageVersion())
    .enablePositionalOptions()
    .showHelpAfterError('(--help shows what is expected)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      'after',
      `
Exit codes: 0 promote · 1 outcome fail · 2 usage or policy error · 3 inconclusive or not measured
            4 timed out waiting · 5 could not ask · 7 superseded or cancelled · 130 interrupted`,
    )

  program
    .command('serve')
    .description('answer as a service; settings are KOSMOS_… variables, flags go before them')
    .option('--host <address>', 'address to answer on')
    .option('--port <number>', 'port to answer on; 0 takes a free one')
    .option('--store <location>', 'SQLite file, :memory: or postgres:// address')
    .option('--policies <folder>', 'folder of policies that requests may name')
    .option('--waivers <file or folder>', 'waivers that hold for every gate')
    .option('--prometheus-url <url>', 'base address of a Prometheus API')
    .option('--scrape-allow <hosts>', 'hosts that may be scraped, by commas')
    .option('--public-url <url>', 'base address of links in answers')
    .option('--log-level <level>', 'silent, error, warn, info or debug')
    .action(async (options: ServeOptions) => exitWith(await (await import('./commands/serve.ts')).serve(options, io)))

  subjectOptions(program.command('evaluate'))
    .description("judge a gate on report files: here, or at a service with '--server'")
    .requiredOption('--policy <file or name>', 'policy document, or the name of one that is kept')
    .requiredOption('--gate <name>', 'gate of the policy')
    .option(
      '--report <[suite=]file[:format]>',
      'report to judge; its suite is the label that a condition asks for, its format is found out where it is not named',
      collect,
      [],
    )
    .option(
      '--empty-is-clean <file>',
      'a report that may be empty, because its tool ran and writes nothing where it finds nothing (trufflehog)',
      collect,
      [],
    )
    .option('--waivers <file>', 'waivers that hold; a service has its own')
    .option('--reference <file>', 'what was accepted before, as --write-reference wrote it; a service keeps its own')
    .option(
      '--write-reference <file>',
      'where the gate promotes, keep what it accepted on --branch, in front of --reference',
    )
    .option('--checkout <folder>', 'checkout of git whose documents, links and files are judged as well')
    .option('--base <commit or branch>', 'what the checkout is compared with, for conditions on changes')
    .option('--external-links', 'also ask the web whether links to it lead somewhere')
    .option('--server <url>', serverText)
    .option('--token <token>', tokenText)
    .option('--json', jsonText)
    .option('--markdown', 'Markdown instead of plain text')
    .action(async (options: EvaluateOptions) =>
      exitWith(await (await import('./commands/evaluate.ts')).evaluate(options, io)),
    )

  program
    .command('collect')
    .description("write facts of a checkout to a file, for 'evaluate --report' elsewhere; the diff goes beside it")
    .requiredOption('--checkout <folder>', 'checkout of git')
    .requiredOption('--out <file>', 'file to write')
    .option('--base <commit or branch>', 'what it is compared with')
    .option('--external-links', 'also ask the web whether links to it lead somewhere')
    .action(async (options: CollectOptions) =>
      exitWith(await (await import('./commands/collect.ts')).collect(options, io)),
    )

  subjectOptions(program.command('canary'))
    .description('run a canary at a service and follow it to its end')
    .requiredOption('--policy <file or name>', 'policy document, or the name of one that the service keeps')
    .option('--baseline-target <url>', "baseline's metrics page, for the source 'scrape'", collect, [])
    .option('--canary-target <url>', "canary's metrics page", collect, [])
    .option('--baseline-label <name=value>', "label that selects the baseline's series", collect, [])
    .option('--canary-label <name=value>', "label that selects the canary's series", collect, [])
    .option('--on-advance <command>', 'shell command that moves KOSMOS_TRAFFIC percent of the traffic to the canary')
    .option('--on-rollback <command>', 'shell command that takes the traffic back')
    .option('--timeout <duration>', 'stop waiting after this long, such as 1h; the run goes on')
    .option('--server <url>', serverText)
    .option('--token <token>', tokenText)
    .option('--json', jsonText)
    .action(async (options: CanaryOptions) =>
      exitWith(await (await import('./commands/canary.ts')).canary(options, io)),
    )

  program
    .command('wait')
    .description('follow a run to its end')
    .argument('<id>', 'id of the run')
    .option('--timeout <duration>', 'stop waiting after this long, such as 30m; the run goes on')
    .option('--server <url>', serverText)
    .option('--token <token>', tokenText)
    .option('--json', jsonText)
    .action(async (id: string, options: WaitOptions) =>
      exitWith(await (await import('./commands/wait.ts')).wait(id, options, io)),
    )

  program
    .command('explain')
    .description('say why: of a run or an evaluation at a service, or of a verdict in a file')
    .argument('<id or file.json>')
    .option('--server <url>', serverText)
    .option('--token <token>', tokenText)
    .option('--json', jsonText)
    .option('--markdown', 'Markdown instead of plain text')
    .action(async (what: string, options: ExplainOptions) =>
      exitWith(await (await import('./commands/explain.ts')).explainVerdict(what, options, io)),
    )

  program
    .command('lint')
    .description('check policies and waivers: errors with file, line and column')
    .argument('[policy...]', 'policy files')
    .option('--waivers <file>', 'waivers to check: none may be malformed or have ended', collect, [])
    .option('--policy <file or name>', 'policy that the waivers are for: their conditions have to be in it')
    .option('--gate <name>', 'gate of that policy; with reports, no waiver may name what is not there')
    .option('--report <[suite=]file[:format]>', 'report to look for what the waivers name', collect, [])
    .option('--digest <sha256:…>', 'artifact that the reports are of', notEmpty)
    .option('--json', jsonText)
    .addHelpText(
      'after',
      '\nExit codes: 0 as it should be · 1 a waiver has ended or names nothing · 2 usage error, or malformed',
    )
    .action(async (files: readonly string[], options: LintOptions) =>
      exitWith(await (await import('./commands/lint.ts')).lint(files, options, io)),
    )

  program
    .command('plan')
    .description('reckon before a canary runs what it can show, when, and whether it can conclude')
    .argument('<policy>', "policy file, or 'kosmos' for the shipped one")
    .option('--traffic <rate>', 'requests of canary and baseline together, such as 40rps; else what the policy says')
    .option('--expected <metric=share>', 'share of events of a proportion, such as errors=1%', collect, [])
    .option(
      '--spread <metric=size>',
      "standard deviation: of a latency's logarithms (latency=0.6), of a gauge's readings (memory=5%)",
      collect,
      [],
    )
    .option('--json', jsonText)
    .addHelpText(
      'after',
      '\nExit codes: 0 can conclude · 1 cannot · 2 usage or policy error · 3 traffic or metric not known',
    )
    .action(async (policy: string, options: PlanOptions) =>
      exitWith(await (await import('./commands/plan.ts')).plan(policy, options, io)),
    )

  program
    .command('calibrate')
    .description('how often a policy would have rolled back healthy canaries out of a history of two equal sides')
    .argument('<policy>', "policy file, or 'kosmos' for the shipped one")
    .argument('<history.jsonl>', 'one look a line: {"t": seconds, "a": {metric: value}, "b": {…}}')
    .option('--runs <number>', 'most canaries that are cut out of the history', '400')
    .option('--seed <number>', 'of the random numbers that choose them', '1')
    .option('--json', jsonText)
    .addHelpText(
      'after',
      '\nExit codes: 0 within the asked rate · 1 over it · 2 usage or policy error · 3 the history is not enough',
    )
    .action(async (policy: string, history: string, options: CalibrateOptions) =>
      exitWith(await (await import('./commands/calibrate.ts')).calibrate(policy, history, options, io)),
    )

  program
    .command('compare')
    .description('compare two files of numbers once: is the experiment worse than the control?')
    .argument('<control>', 'file of numbers: by white space or commas, or a JSON array')
    .argument('<experiment>')
    .addOption(
      new Option('--harm <direction>', 'which change is bad')
        .choices(['increase', 'decrease', 'either'])
        .default('increase'),
    )
    .option('--margin <share>', 'relative harm that is unacceptable', '10%')
    .option('--tolerance <share>', 'relative harm that is none', '3%')
    .option('--alpha <share>', 'error of each of the two claims', '5%')
    .option('--server <url>', serverText)
    .option('--token <token>', tokenText)
    .option('--json', jsonText)
    .addHelpText(
      'after',
      '\nExit codes: 0 not worse · 1 worse · 2 usage error · 3 not shown either way · 5 could not ask',
    )
    .action(async (control: string, experiment: string, options: CompareOptions) =>
      exitWith(await (await import('./commands/compare.ts')).compare(control, experiment, options, io)),
    )

  referenceCommands(program, io, exitWith)
  importCommands(program, io, exitWith)
  tokenCommands(program, io, exitWith)
  return program
}

function referenceCommands(program: Command, io: CommandIo, exitWith: (code: ExitCode) => void): void {
  const reference = program.command('reference').description('what a service compares evidence on other branches with')
  const ofBranch = (command: Command): Command =>
    command
      .requiredOption('--service <name>', 'service that is judged', notEmpty)
      .requiredOption('--branch <name>', 'branch whose accepted evidence is meant, such as main', notEmpty)
      .option('--server <url>', serverText)
      .option('--token <token>', tokenText)
      .option('--json', jsonText)
  ofBranch(reference.command('list'))
    .description('show what was accepted on a branch, by policy and condition, the newest first')
    .action(async (options: ReferenceOptions) =>
      exitWith(await (await import('./commands/reference.ts')).listReferences(options, io)),
    )
  ofBranch(reference.command('reset'))
    .description('set a reference anew, on record; needs a token of scope admin')
    .requiredOption(
      '--policy <policy>',
      "kept/<name>: of the service; given/<name>: of requests; 'list' shows it",
      notEmpty,
    )
    .requiredOption('--condition <id>', 'condition of the policy', notEmpty)
    .requiredOption('--why <reason>', 'reason; kept beside your name', notEmpty)
    .option('--evaluation <id>', 'evaluation whose evidence becomes the reference; without it there is none')
    .action(async (options: ResetReferenceOptions) =>
      exitWith(await (await import('./commands/reference.ts')).resetReference(options, io)),
    )
}

function importCommands(program: Command, io: CommandIo, exitWith: (code: ExitCode) => void): void {
  program
    .command('import')
    .description('bring what another tool wrote over into the form that is used here')
    .command('waivers')
    .description('write the exceptions of another tool as waivers, in YAML on stdout')
    .argument('<file>', '.trivyignore, .trivyignore.yaml, .snyk, .grype.yaml, or the settings of audit-ci')
    .option(
      '--format <name>',
      'trivyignore, trivyignore-yaml, snyk, grype or audit-ci; found out where it is not named',
    )
    .option('--who <name>', 'who answers for those that name nobody', notEmpty)
    .option('--until <day>', 'last day of those without an end, such as 2026-12-31', notEmpty)
    .option('--why <reason>', 'reason of those without one', notEmpty)
    .option('--json', jsonText)
    .addHelpText('after', '\nNothing is made up: what the file does not say and no flag gives is an error.')
    .action(async (file: string, options: ImportWaiversOptions) =>
      exitWith(await (await import('./commands/import-waivers.ts')).importWaivers(file, options, io)),
    )
}

function tokenCommands(program: Command, io: CommandIo, exitWith: (code: ExitCode) => void): void {
  const storeText = 'where the service keeps its data (KOSMOS_STORE)'
  const token = program.command('token').description("API tokens, directly in the service's store")
  token
    .command('create')
    .description('make a token and show it, this once')
    .requiredOption('--name <name>', 'who or what it is for')
    .option('--scope <scope>', 'read, submit or admin; each includes those before it', 'submit')
    .option('--expires-in <duration>', 'how long it holds', '90d')
    .option('--store <location>', storeText)
    .option('--json', jsonText)
    .action(async (options: CreateTokenOptions) =>
      exitWith(await (await import('./commands/token.ts')).createToken(options, io)),
    )
  token
    .command('list')
    .description('show the tokens that were made; secrets are not kept')
    .option('--store <location>', storeText)
    .option('--json', jsonText)
    .action(async (options: TokenOptions) =>
      exitWith(await (await import('./commands/token.ts')).listTokens(options, io)),
    )
  token
    .command('revoke')
    .description('end a token at once')
    .argument('<id>')
    .option('--store <location>', storeText)
    .action(async (id: string, options: TokenOptions) =>
      exitWith(await (await import('./commands/token.ts')).revokeToken(id, options, io)),
    )
}

function subjectOptions(command: Command): Command {
  return command
    .requiredOption('--service <name>', 'service that is judged', notEmpty)
    .option('--environment <name>', 'where it runs', notEmpty)
    .option('--version <version>', 'its version', notEmpty)
    .option('--commit <id>', 'full commit id', notEmpty)
    .option('--digest <sha256:…>', 'digest of the image or artifact', notEmpty)
    .option('--branch <name>', 'branch that it was built from', notEmpty)
}

/** A variable that a pipeline failed to set arrives as an empty text; a subject without a name would match too much. */
function notEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('Expected a value, got an empty text.')
  return value
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value]
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? 'unknown'
}
