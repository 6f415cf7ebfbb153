import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MailCheck } from "lucide-react";
import { door } from "@/app/strings/door";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { useOnce } from "@/ui/use-once";
import { Door, DoorLink } from "./door";
import { setupQuery } from "./queries";

const t = door.checkMail;

export interface CheckMailProps {
  /** What the mail is for, and how long its link works. */
  text: string;
  onAgain: () => Promise<void>;
  /** Back to the form. */
  onOther: () => void;
}

/** After a mail was sent, or would have been: nobody learns here whether there is an account. */
export function CheckMail({ text, onAgain, onOther }: CheckMailProps) {
  const setup = useQuery(setupQuery);
  const again = useOnce(onAgain);
  return (
    <Door
      title={t.title}
      heading={t.heading}
      icon={MailCheck}
      description={text}
      foot={
        <Link to="/sign-in" className={DoorLink}>
          {t.toSignIn}
        </Link>
      }
    >
      <div className="space-y-4">
        <p className="text-muted">{setup.data?.mail === "files" ? t.files : t.nothing}</p>
        {again.problem !== null && <ErrorNote error={again.problem} />}
        <div className="flex flex-wrap gap-2">
          <Button pending={again.pending} onClick={again.run}>
            {t.again}
          </Button>
          <Button variant="ghost" onClick={onOther}>
            {t.other}
          </Button>
        </div>
        <p role="status" className="text-sm text-success-fg">
          {again.done && t.sentAgain}
        </p>
      </div>
    </Door>
  );
}
