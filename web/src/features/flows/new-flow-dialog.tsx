export default function NewFlowDialog(props: { onClose: () => void }) {
  return props.onClose ? null : null;
}
