import { childrenOf, textOf } from './tree.ts';
import type { DeclaredNames } from './declared-names.ts';
import type { Node } from './tree.ts';

export interface NamesUsed {
  /** Variables that the expression reads from outside. */
  readonly variables: ReadonlySet<string>;
  /** Names called as functions. */
  readonly functions: ReadonlySet<string>;
  /**
   * Whether it can take long: loops, quantifiers, filters, function definitions, regular expressions, long lists, and
   * lists and contexts of variables: those may hold the same value so often that it is too large written out.
   */
  readonly heavy: boolean;
}

const heavyNodes = new Set(['ForExpression', 'QuantifiedExpression', 'FunctionDefinition', 'FilterExpression']);
const structures = new Set(['List', 'Context']);
const heavyFunctions = new Set([
  'matches',
  'replace',
  'split',
  'sort',
  'flatten',
  'distinct values',
  'union',
  'concatenate',
  'list replace',
  'string join',
]);

function holdsVariable(node: Node): boolean {
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.name === 'VariableName') return true;
    open.push(...childrenOf(next));
  }
  return false;
}

/** A variable's name from its text: as declared, else with single spaces. */
export const variableName = (node: Node, source: string, declared: DeclaredNames): string => {
  const text = textOf(node, source);
  return declared.canonical(text) ?? text.replace(/\s+/g, ' ').trim();
};

export function namesUsed(root: Node, source: string, declared: DeclaredNames): NamesUsed {
  const variables = new Set<string>();
  const functions = new Set<string>();
  let heavy = false;

  const inside = (node: Node, bound: ReadonlySet<string>): void => {
    let known = bound;
    for (const child of childrenOf(node)) {
      // names bound by an earlier part (iterators, parameters, context keys) hold in the later parts
      known = new Set([...known, ...boundBy(child)]);
      visit(child, known);
    }
  };

  const boundBy = (node: Node): string[] => {
    switch (node.name) {
      case 'InExpressions':
      case 'FormalParameters':
        return childrenOf(node).flatMap(boundBy);
      case 'InExpression':
      case 'FormalParameter':
      case 'ParameterName':
        return childrenOf(node).slice(0, 1).flatMap(boundBy);
      case 'Name':
        return [textOf(node, source).replace(/\s{2,}/g, ' ')];
      case 'for':
        return ['partial'];
      default:
        return [];
    }
  };

  const visit = (node: Node, bound: ReadonlySet<string>): void => {
    heavy ||= heavyNodes.has(node.name) || (structures.has(node.name) && holdsVariable(node));
    switch (node.name) {
      case 'VariableName': {
        const name = variableName(node, source, declared);
        if (!bound.has(name)) variables.add(name);
        return;
      }
      case 'FunctionInvocation': {
        const [target, ...rest] = childrenOf(node);
        if (target?.name === 'VariableName') {
          const name = variableName(target, source, declared);
          if (heavyFunctions.has(name)) heavy = true;
          if (!bound.has(name)) functions.add(name);
        } else if (target) visit(target, bound);
        for (const child of rest) visit(child, bound);
        return;
      }
      case 'InExpressions':
        return iterators(childrenOf(node), bound);
      case 'Context':
        return entries(childrenOf(node), bound);
      case 'FilterExpression': {
        const [target, , filter] = childrenOf(node);
        if (target) visit(target, bound);
        if (filter) visit(filter, new Set([...bound, 'item']));
        return;
      }
      case 'Type':
      case 'ParameterName':
      case 'Key':
        return;
      default:
        return inside(node, bound);
    }
  };

  const iterators = (parts: readonly Node[], bound: ReadonlySet<string>): void => {
    let known = bound;
    for (const part of parts) {
      const [name, , list] = childrenOf(part);
      if (list) visit(list, known);
      if (name) known = new Set([...known, ...boundBy(name)]);
    }
  };

  const entries = (parts: readonly Node[], bound: ReadonlySet<string>): void => {
    let known = bound;
    for (const part of parts) {
      const [key, value] = childrenOf(part);
      if (value) visit(value, known);
      const name = key?.firstChild;
      if (name) known = new Set([...known, ...boundBy(name)]);
    }
  };

  visit(root, new Set());
  return { variables, functions, heavy };
}
