import ts from 'typescript'
import { cyclesOf, importsOf, parse, type Import, type Sources } from './import-graph.ts'
import { ranks } from './ranks.ts'

/** Every breach of the rules of the house, one sentence each: the file, the import, and the rule. */
export function breachesOf(sources: Sources): readonly string[] {
  const imports = importsOf(sources)
  return [
    ...imports.flatMap(importBreaches),
    ...cyclesOf(imports).map((group) => `${group.join(', ')} import each other: no cycles, types counted`),
    ...[...sources].flatMap(([path, source]) => exportBreaches(path, source)),
    ...[...sources.keys()].flatMap((path) =>
      rankOf(path) === null ? [`${path} stands in no folder of the rank table`] : [],
    ),
  ]
}

function importBreaches({ from, specifier, to }: Import): readonly string[] {
  const told = (rule: string): string => `${from} imports '${specifier}': ${rule}`
  const [package_] = from.split('/')
  if (package_ === 'analysis' && /^@kosmos\/(?!analysis)/.test(specifier))
    return [told('analysis imports nothing of the server')]
  if (to === null) return []
  const [one, other] = [placeOf(from), placeOf(to)]
  if (one.package !== other.package) {
    return one.package === 'analysis' ? [told('analysis imports nothing of the server')] : []
  }
  if (one.folder === other.folder) {
    const isOwnIndex =
      to.endsWith('/index.ts') && one.folder !== '' && to === `${one.package}/src/${one.folder}/index.ts`
    return isOwnIndex ? [told('inside a folder siblings are imported, never its own index.ts')] : []
  }
  const breaches: string[] = []
  const [rank, toRank] = [rankOf(from), rankOf(to)]
  if (rank !== null && toRank !== null && !(toRank < rank)) {
    breaches.push(told(`${one.folder} has rank ${rank} and imports only lower ranks, ${other.folder} has ${toRank}`))
  }
  const isFile = other.folder.endsWith('.ts')
  if (!isFile && to !== `${other.package}/src/${other.folder}/index.ts`) {
    breaches.push(told(`from outside a folder only its index.ts is imported`))
  }
  return breaches
}

/** The package, and the folder below `src` or the file that stands there. */
function placeOf(path: string): { readonly package: string; readonly folder: string } {
  const [name = '', , folder = ''] = path.split('/')
  return { package: name, folder }
}

function rankOf(path: string): number | null {
  const { package: name, folder } = placeOf(path)
  return ranks[name]?.[folder] ?? null
}

function exportBreaches(path: string, source: string): readonly string[] {
  const breaches: string[] = []
  for (const statement of parse(path, source).statements) {
    if (ts.isExportDeclaration(statement) && statement.exportClause === undefined) {
      breaches.push(`${path} has 'export *': names are listed one by one`)
    }
    const isDefault =
      (ts.isExportAssignment(statement) && statement.isExportEquals !== true) ||
      (ts.canHaveModifiers(statement) &&
        (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
    if (isDefault) breaches.push(`${path} has a default export: exports are named`)
  }
  return breaches
}
