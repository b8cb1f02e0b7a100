import ts from 'typescript'

/** One import of a file, with how it is written. */
export interface Import {
  readonly from: string
  readonly specifier: string
  /** The file it leads to inside the tree, or `null` for a package. */
  readonly to: string | null
}

/** Sources by their path, such as `analysis/src/verdict/part.ts`. */
export type Sources = ReadonlyMap<string, string>

/** Every import, re-export and dynamic import, of types too. Packages of this repository are followed to their sources. */
export function importsOf(sources: Sources): readonly Import[] {
  return [...sources].flatMap(([from, source]) =>
    specifiersOf(from, source).map((specifier) => ({ from, specifier, to: resolve(from, specifier, sources) })),
  )
}

function specifiersOf(path: string, source: string): readonly string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
      if (ts.isStringLiteral(node.moduleSpecifier)) found.push(node.moduleSpecifier.text)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [first] = node.arguments
      if (first !== undefined && ts.isStringLiteral(first)) found.push(first.text)
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      found.push(node.argument.literal.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(parse(path, source))
  return found
}

/** The syntax tree of a source. */
export function parse(path: string, source: string): ts.SourceFile {
  return ts.createSourceFile(path, source, ts.ScriptTarget.ES2024, true)
}

function resolve(from: string, specifier: string, sources: Sources): string | null {
  const own = /^@kosmos\/([a-z-]+)(?:\/([a-z-]+))?$/.exec(specifier)
  const [, name, folder] = own ?? []
  if (name !== undefined) {
    const to = `${name}/src/${folder === undefined ? '' : `${folder}/`}index.ts`
    return sources.has(to) ? to : null
  }
  if (!specifier.startsWith('.')) return null
  const parts = from.split('/').slice(0, -1)
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.') parts.push(step)
  }
  return parts.join('/')
}

/** Groups of files that import each other in a circle (Tarjan's strongly connected components of two or more). */
export function cyclesOf(imports: readonly Import[]): readonly (readonly string[])[] {
  const next = new Map<string, string[]>()
  for (const { from, to } of imports) if (to !== null) next.set(from, [...(next.get(from) ?? []), to])
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const cycles: string[][] = []
  const visit = (file: string): void => {
    order.set(file, order.size)
    low.set(file, order.get(file) ?? 0)
    stack.push(file)
    for (const to of next.get(file) ?? []) {
      if (!order.has(to)) visit(to)
      if (stack.includes(to)) low.set(file, Math.min(low.get(file) ?? 0, low.get(to) ?? 0))
    }
    if (low.get(file) !== order.get(file)) return
    const group: string[] = []
    for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
      group.push(member)
      if (member === file) break
    }
    if (group.length > 1) cycles.push(group.sort())
  }
  for (const file of next.keys()) if (!order.has(file)) visit(file)
  return cycles
}
