import type { Problem } from '@gaita/contracts';
import type { CompiledDecision, CompileOptions } from '../types.ts';
import { BoxedExpressions } from './boxed-expression.ts';
import { Compilation } from './compilation.ts';
import { DecisionCompiler } from './compile-decision.ts';
import { DataTypes } from './item-definitions.ts';
import type { Decision, DecisionService, Definitions } from './model.ts';
import { readDefinitions } from './read-definitions.ts';
import { RequirementsGraph } from './requirements.ts';

export interface CompiledDecisions {
  /** Empty when a problem is an error. */
  readonly decisions: readonly CompiledDecision[];
  readonly problems: readonly Problem[];
  readonly definitionsId?: string;
  readonly name?: string;
}

/** Reads a DMN file (1.1 to 1.5) and compiles its decisions and decision services. What is wrong with it comes back as problems. */
export async function compileDecisions(xml: string, options: CompileOptions = {}): Promise<CompiledDecisions> {
  const { definitions, problems } = await readDefinitions(xml);
  if (!definitions) return { decisions: [], problems };
  const compiled = compileAll(definitions, options);
  const all = [...problems, ...compiled.problems];
  return {
    decisions: all.some(({ severity }) => severity === 'error') ? [] : compiled.decisions,
    problems: all,
    ...(definitions.id !== undefined && { definitionsId: definitions.id }),
    ...(definitions.name !== undefined && { name: definitions.name }),
  };
}

function compileAll(definitions: Definitions, options: CompileOptions) {
  const compilation = new Compilation(options, definitions.expressionLanguage);
  const types = new DataTypes(definitions.itemDefinition ?? [], compilation);
  const compiler = new DecisionCompiler(
    new RequirementsGraph(definitions, compilation),
    types,
    new BoxedExpressions(types, compilation),
    compilation,
    options,
  );
  compilation.types = (name) => types.conforms(name);
  const decisions = (definitions.drgElement ?? []).flatMap((element) => {
    if (element.$type === 'dmn:Decision') return [compiler.compile(element as Decision)];
    return element.$type === 'dmn:DecisionService' ? [compiler.compileService(element as DecisionService)] : [];
  });
  return { decisions, problems: compilation.problems };
}
