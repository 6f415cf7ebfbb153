export type { Action, ActionContext, ActionGroup } from "./action";
export { ACTIONS } from "./table";
export { useActions, usePageActions, useActionKeys, useActionContext } from "./use-actions";
