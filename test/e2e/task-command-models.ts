import { smallModel, userTask } from '../support/small-model.ts';

export const crowd = smallModel('crowd', [
  [
    'work',
    '<userTask id="work" name="Work" camunda:candidateGroups="case-handler"><multiInstanceLoopCharacteristics><loopCardinality>${n}</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
  ],
]);
export const orders = smallModel('orders', [userTask('order', 'decision-maker')]);
export const plan = smallModel('plan', [
  userTask('agree', 'service-manager', 'gaita:consulted="finance!"'),
  userTask('after', 'finance'),
]);
