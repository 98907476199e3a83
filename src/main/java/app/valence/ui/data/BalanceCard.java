package app.valence.ui.data;

import app.valence.ui.controls.ClassBar;
import app.valence.ui.text.Messages;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The class balance of every split: a bar for each class and what deserves attention. */
public final class BalanceCard extends VBox {
  private static final double NAME_WIDTH = 76;
  private static final double NUMBER_WIDTH = 92;

  /** An empty card. */
  public BalanceCard() {
    getStyleClass().add("space-l");
  }

  void show(List<SplitBalance> balances, Messages messages) {
    String tip = messages.get("balance.ratio.tip");
    getChildren().setAll(balances.stream().map(balance -> section(balance, tip)).toList());
  }

  private static Node section(SplitBalance balance, String ratioTip) {
    var title = new Label(balance.title());
    title.getStyleClass().add("section-title");
    var ratio = new Label(balance.imbalance());
    ratio.getStyleClass().add("caption");
    ratio.setMinWidth(USE_PREF_SIZE);
    ratio.setTooltip(new Tooltip(ratioTip));
    var gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    var section = new VBox(new HBox(title, gap, ratio));
    section.getStyleClass().add("space-s");
    balance.shares().forEach(share -> section.getChildren().add(bar(share)));
    if (!balance.more().isEmpty()) {
      var more = new Label(balance.more());
      more.getStyleClass().add("caption");
      section.getChildren().add(more);
    }
    balance.remarks().forEach(remark -> section.getChildren().add(remark(remark)));
    return section;
  }

  private static Node bar(SplitBalance.Share share) {
    var bar = new ClassBar(share.label(), share.name(), NUMBER_WIDTH);
    bar.setNameWidth(NAME_WIDTH);
    bar.shareProperty().set(share.share());
    bar.setNumber(share.number());
    Tooltip.install(bar, new Tooltip(share.name() + "  " + share.number()));
    return bar;
  }

  private static Node remark(String text) {
    var remark = new Label(text, new FontIcon("mdal-info"));
    remark.getStyleClass().add("remark");
    remark.setWrapText(true);
    remark.setMinHeight(USE_PREF_SIZE);
    return remark;
  }
}
