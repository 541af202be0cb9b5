package dev.iris.cli.bench;

/**
 * One run of the isolation benchmark, ended and not yet judged.
 *
 * @param accepted events, those for bad destinations included
 */
record Trial(Crowd crowd, Window window, Rig.Ending ending, Vitals.Peaks peaks, long accepted) {
    /** How the healthy destinations fared by the partner's books. */
    TrialFigures judge(PartnerBooks books) {
        var fromAccepted = new Latencies();
        var fromMeant = new Latencies();
        var judgement = Judgement.RIGHT;
        long users = 0;
        long repeats = 0;
        for (var target : crowd.healthy()) {
            var account = books.account(target.destination());
            fromAccepted.add(target.acceptedToReceived(account, window));
            fromMeant.add(target.meantToReceived(account, window));
            judgement = judgement.plus(target.judge(account));
            users += account.users();
            repeats += account.repeats();
        }
        return new TrialFigures(this, fromAccepted, fromMeant, judgement, users, repeats);
    }
}
