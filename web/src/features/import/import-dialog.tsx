export default function ImportDialog(props: { text?: string; fileName?: string; onClose: () => void }) {
  return props.onClose ? null : null;
}
