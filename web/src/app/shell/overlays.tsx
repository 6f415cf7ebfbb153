import { lazy, Suspense } from "react";
import { overlays, useOverlay } from "@/app/overlays";

const Palette = lazy(() => import("@/app/palette/palette"));
const ShortcutsDialog = lazy(() => import("./shortcuts-dialog"));
const NewFlowDialog = lazy(() => import("@/features/flows/new-flow-dialog"));
const NewOrganizationDialog = lazy(() => import("@/features/account/new-organization-dialog"));
const PublishDialog = lazy(() => import("@/features/flow/publish-dialog"));
const ForkDialog = lazy(() => import("@/features/forks/fork-dialog"));
const ForkCategoryDialog = lazy(() => import("@/features/forks/fork-category-dialog"));
const StartRunDialog = lazy(() => import("@/features/sessions/start-run-dialog"));
const ExportDialog = lazy(() => import("@/features/export/export-dialog"));
const ImportDialog = lazy(() => import("@/features/import/import-dialog"));

/** Shows the dialog that is open, loading its script when it first is. */
export function Overlays() {
  const overlay = useOverlay();
  if (!overlay) return null;
  // A boundary of its own for each: one that waits for a script keeps what it showed before, hidden, and a dialog that is hidden
  // says that it was closed.
  return (
    <Suspense key={overlay.name} fallback={null}>
      {dialogOf(overlay)}
    </Suspense>
  );
}

function dialogOf(overlay: NonNullable<ReturnType<typeof useOverlay>>) {
  switch (overlay.name) {
    case "palette":
      return <Palette onClose={overlays.close} />;
    case "shortcuts":
      return <ShortcutsDialog onClose={overlays.close} />;
    case "new-flow":
      return <NewFlowDialog onClose={overlays.close} />;
    case "new-organization":
      return <NewOrganizationDialog onClose={overlays.close} />;
    case "publish":
      return <PublishDialog flowId={overlay.flowId} onClose={overlays.close} />;
    case "fork":
      return <ForkDialog flow={overlay.flow} onClose={overlays.close} />;
    case "fork-category":
      return <ForkCategoryDialog category={overlay.category} onClose={overlays.close} />;
    case "start-run":
      return <StartRunDialog treeId={overlay.treeId} treeName={overlay.treeName} onClose={overlays.close} />;
    case "export": {
      const { treeId, treeName, version } = overlay;
      return <ExportDialog {...{ treeId, treeName, version }} onClose={overlays.close} />;
    }
    case "import":
      return <ImportDialog text={overlay.text} fileName={overlay.fileName} onClose={overlays.close} />;
  }
}
