export * from './types.ts';
export { compileExpression } from './compile-expression.ts';
export { compileDecisions } from './dmn/compile-decisions.ts';
export { readRules } from './dmn/read-rules.ts';
export type { DescribedRule } from './dmn/read-rules.ts';
export type { CompiledDecisions } from './dmn/compile-decisions.ts';
export { readBeanCall } from './juel/bean-call.ts';
export type { BeanCall } from './juel/bean-call.ts';
