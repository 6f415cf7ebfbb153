import type { Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { Button, ButtonLink } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { FindingLinks } from "./findings-panel";

/** Says what blocks publishing and leads to where it is mended. */
export function PublishDialog({ flow, onClose }: { flow: Tree; onClose: () => void }) {
  const errors = flow.findings.filter(({ severity }) => severity === "error");
  const first = errors[0];
  return (
    <Dialog
      title={strings.flow.publishDialog.title}
      description={strings.flow.publishDialog.text}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.close}</Button>
          <ButtonLink
            to="/flows/$flowId/edit"
            params={{ flowId: flow.id }}
            search={{ ...(first?.node_id ? { node: first.node_id } : {}), finding: first?.code }}
            variant="primary"
          >
            {strings.flow.actions.mend}
          </ButtonLink>
        </>
      }
    >
      <FindingLinks flow={flow} findings={errors} />
    </Dialog>
  );
}
