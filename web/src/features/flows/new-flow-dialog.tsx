import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, ok } from "@/api/client";
import { ApiProblem } from "@/api/problem";
import type { FlowKind } from "@/api/types";
import { queryClient } from "@/app/query";
import { strings } from "@/app/strings";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { ChoiceCards, TextField } from "@/ui/field";
import { KindTile } from "@/ui/kind";
import { toast } from "@/ui/toast";
import { useSubmit } from "@/ui/use-submit";
import { KINDS } from "./filters";
import { flowQuery } from "./queries";
import { starter } from "./starters";

const t = strings.flows.create;
const FORM = "new-flow";

/** Asks for a name and a kind, creates a draft from the kind's starter and opens it in the editor. */
export default function NewFlowDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [kind, setKind] = useState<FlowKind>("troubleshooting");
  const form = useSubmit(["name"], async ({ name }) => {
    if (name.trim() === "") {
      throw new ApiProblem(422, { code: "invalid", errors: [{ pointer: "/name", message: t.nameMissing }] });
    }
    const tree = await ok(
      api.POST("/api/v1/trees", {
        body: { name: name.trim(), tree_type: kind, tree_structure: starter(kind) },
      }),
    );
    queryClient.setQueryData(flowQuery(tree.id).queryKey, tree);
    void queryClient.invalidateQueries({ queryKey: ["trees"] });
    onClose();
    toast.success(t.created(tree.name));
    await navigate({ to: "/flows/$flowId/edit", params: { flowId: tree.id } });
  });
  return (
    <Dialog
      title={t.title}
      description={t.description}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button type="submit" form={FORM} variant="primary" pending={form.pending}>
            {t.submit}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={form.onSubmit} noValidate className="space-y-5">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        <TextField
          label={t.name}
          name="name"
          placeholder={t.namePlaceholder}
          autoComplete="off"
          required
          error={form.errors.name}
        />
        <ChoiceCards
          legend={t.kind}
          name="kind"
          value={kind}
          onChange={setKind}
          options={KINDS.map((value) => ({
            value,
            label: strings.common.kinds[value],
            hint: t.kindHints[value],
            icon: <KindTile kind={value} />,
          }))}
        />
      </form>
    </Dialog>
  );
}
