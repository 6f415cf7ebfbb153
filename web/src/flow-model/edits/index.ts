/** What can be done to a flow. Each edit looks at a document and says which changes make it so; none changes anything. */
export { addAnswer, addBelow, addBetween, addLoose, addTarget, newNode, newOption, type Added } from "./add";
export { connect, mapOption, setParent, withTarget, type LinkRef } from "./connect";
export { newVariable } from "./intake";
export { changeType, duplicate, duplicateOption, setField, setTemplateField } from "./node";
export {
  isInRow,
  move,
  moveAll,
  moveAllTo,
  moved,
  moveOption,
  moveTo,
  blockSize,
  withSections,
  type Direction,
} from "./order";
export { relate, setRelation, unrelate } from "./relate";
export { behindOf, fatesOf, removal, type Fate } from "./removal";
export { removeBranch, removeNode } from "./remove";
export { removeAll } from "./remove-all";
